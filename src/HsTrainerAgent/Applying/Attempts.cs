namespace HsTrainerAgent.Applying;

/// <summary>What the agent has tried for one trainer, kept across restarts so that neither backoff nor give-up is forgotten; never holds the token.</summary>
internal sealed record Attempts
{
    /// <summary>Failures in a row after which the agent gives up until the settings change or an operator applies.</summary>
    public const int Most = 8;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    public static readonly Attempts None = new();

    /// <summary>The fingerprint that was tried or held; what stands here about another one counts no more.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The last one that run.sh was started for; also kept when the settings change.</summary>
    public string? StartedFingerprint { get; init; }

    public int Failures { get; init; }

    public string? Failure { get; init; }

    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>No new run before this.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The last run whose end was counted, so that none is counted twice.</summary>
    public string? CountedRun { get; init; }

    public string? Held { get; init; }

    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>Since when nothing but a maintenance window and apply.splay stands in the way; null when something else does. Kept, so that a restart of the daemon does not restart the wait.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The same record as far as it speaks of this fingerprint: a new one resets count, backoff, give-up and hold.</summary>
    public Attempts For(Fingerprint fingerprint) =>
        Fingerprint == fingerprint.Hex ? this : new Attempts { Fingerprint = fingerprint.Hex, StartedFingerprint = StartedFingerprint, CountedRun = CountedRun };

    /// <param name="jitter">From 0 to 1.</param>
    public Attempts Failed(string run, string why, DateTimeOffset now, double jitter)
    {
        var failures = Failures + 1;
        var wait = TimeSpan.FromSeconds(Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 20)), Longest.TotalSeconds) * (0.9 + 0.2 * jitter));
        return this with { Failures = failures, Failure = why, FailedAt = now, NextAt = now + wait, CountedRun = run, Held = null, HeldSince = null, DueAt = null };
    }

    /// <summary>A run for this fingerprint is about to start.</summary>
    public Attempts Starting() => this with { StartedFingerprint = Fingerprint, Held = null, HeldSince = null, DueAt = null };

    /// <summary>All is well again: success resets the count.</summary>
    /// <param name="over">A run whose end no longer matters.</param>
    public Attempts Succeeded(string? over = null) => new() { Fingerprint = Fingerprint, StartedFingerprint = Fingerprint, CountedRun = over ?? CountedRun };

    public Attempts Holding(string why, DateTimeOffset now) => this with { Held = why, HeldSince = Held is null ? now : HeldSince };

    /// <summary>Due now, unless it has been so for a while; a time that is still to come is of a clock that was set back.</summary>
    public Attempts Due(DateTimeOffset now) => DueAt <= now ? this : this with { DueAt = now };

    /// <summary>Nothing is waited for any more, and nothing has come of it.</summary>
    public Attempts Free() => this with { Held = null, HeldSince = null, DueAt = null };

    public static Attempts Read(string path) => Read(path, out _);

    /// <param name="wrong">Why it tells nothing though it is there, in words that follow the path; else null.</param>
    public static Attempts Read(string path, out string? wrong) => ApplyingJson.Read(path, ApplyingJson.Default.Attempts, out wrong) ?? None;

    /// <exception cref="IOException">Nothing was written.</exception>
    public void Write(string path) => ApplyingJson.Write(path, this, ApplyingJson.Default.Attempts);
}
