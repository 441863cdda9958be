namespace HsTrainerAgent.Applying;

/// <summary>What happened in applying.</summary>
internal enum ApplyEventKind { Started, Joined, Waiting, Applied, Failed, Held, Released, Stopped, BackingOff, GaveUp }

/// <summary>Something an operator wants to know about applying, told when it changes and not each time it is looked at.</summary>
/// <param name="Message">A sentence without the token.</param>
/// <param name="Fingerprint">At most twelve digits.</param>
internal sealed record ApplyEvent(ApplyEventKind Kind, string Trainer, string Message, string? Fingerprint);
