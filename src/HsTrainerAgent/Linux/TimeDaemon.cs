namespace HsTrainerAgent.Linux;

/// <summary>Asks systemd-timedated, for a service that may not ask the kernel itself (ProtectClock=), whether the clock is in step; see org.freedesktop.timedate1(5).</summary>
internal static class TimeDaemon
{
    private const string Program = "/usr/bin/timedatectl";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <returns>Null when nobody answers.</returns>
    public static async Task<bool?> IsSynchronisedAsync(TimeProvider clock, CancellationToken cancellation) =>
        await ProgramOutput.FirstLineAsync(Program, ["show", "--property=NTPSynchronized", "--value"], Deadline, clock, cancellation).ConfigureAwait(false) switch
        {
            "yes" => true,
            "no" => false,
            _ => null,
        };
}
