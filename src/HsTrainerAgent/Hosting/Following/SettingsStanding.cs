using HsTrainerAgent.Ledger;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>How the settings file stands, as it was judged last.</summary>
internal sealed class SettingsStanding
{
    private readonly Lock gate = new();
    private volatile Standing now = new(SettingsWords.Reading, [], null);

    /// <param name="State">One of <see cref="SettingsWords"/>.</param>
    /// <param name="Errors">In sentences.</param>
    /// <param name="Unseen">Why the file cannot be looked at, or null.</param>
    /// <param name="Blank">Not configured though the file is there: nothing is filled in.</param>
    internal sealed record Standing(string State, IReadOnlyList<string> Errors, string? Unseen, bool Blank = false);

    /// <summary>Raised on the thread that judges; handlers must neither block nor throw.</summary>
    public event Action? Changed;

    public Standing Now => now;

    public void Judged(string state, IReadOnlyList<string> errors, bool blank = false)
    {
        lock (gate)
            now = new Standing(state, errors, null, blank);
        Changed?.Invoke();
    }

    /// <param name="reason">Null when it can be looked at again.</param>
    public void CouldNotLook(string? reason)
    {
        lock (gate)
            now = now with { Unseen = reason };
        Changed?.Invoke();
    }
}
