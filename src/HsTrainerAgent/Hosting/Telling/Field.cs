namespace HsTrainerAgent.Hosting.Telling;

/// <summary>The names of the journal's fields, a contract.</summary>
internal static class Field
{
    public const string MessageId = "MESSAGE_ID";
    public const string Event = "HS_EVENT";
    public const string Check = "HS_CHECK";
    public const string Code = "HS_CODE";
    public const string Trainer = "HS_TRAINER";
    public const string Subject = "HS_SUBJECT";
    public const string Desired = "HS_DESIRED";
    public const string Observed = "HS_OBSERVED";
    public const string Fix = "HS_FIX";
    public const string Fingerprint = "HS_FINGERPRINT";

    /// <summary>For the terminal's lines only; the journal has the event's name.</summary>
    public const string Label = "Label";
}
