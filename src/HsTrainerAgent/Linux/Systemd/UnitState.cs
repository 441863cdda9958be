namespace HsTrainerAgent.Linux.Systemd;

/// <summary>A unit as process 1 described it at one moment, in the words of systemctl show; see org.freedesktop.systemd1(5).</summary>
/// <param name="Load">LoadState: <c>loaded</c>, <c>not-found</c>, <c>masked</c>, <c>bad-setting</c>, <c>error</c>.</param>
/// <param name="Active">ActiveState: <c>active</c>, <c>activating</c>, <c>deactivating</c>, <c>inactive</c>, <c>failed</c>, <c>reloading</c>.</param>
/// <param name="Result">The service's Result: <c>success</c>, <c>exit-code</c>, <c>signal</c>, <c>timeout</c>, …</param>
/// <param name="ExitStatus">ExecMainStatus: the exit code or signal of its main process.</param>
/// <param name="Invocation">32 hex digits; empty for a unit that is not loaded with a run of this boot.</param>
/// <param name="HasJob">A job is pending, so that the state may only be passed through and is not to be judged.</param>
internal sealed record UnitState(
    string Name, string Load, string Active, string Sub, string Result, int ExitStatus, string Invocation, bool HasJob)
{
    /// <summary>Its process starts, and nothing says yet how that ends.</summary>
    public bool IsStarting => Active == "activating";

    /// <summary>Its processes are being ended, also when its main one was killed and nobody has asked for it.</summary>
    public bool IsStopping => Active == "deactivating";

    /// <summary>How it failed, as in <c>NAME failed: exit-code, exit status 7</c>.</summary>
    public string Failure => $"{Name} failed: {Result}{(ExitStatus == 0 ? "" : $", exit status {ExitStatus}")}";

    /// <summary>Why process 1 would refuse to start it, with the cure, or null.</summary>
    public string? CannotStart => Load switch
    {
        "masked" => $"{Name} is masked: systemctl unmask {Name}",
        "not-found" => $"{Name} is not installed: install the package again",
        "bad-setting" or "error" => $"{Name} cannot be loaded; see: systemd-analyze verify {Name}",
        _ => null,
    };
}
