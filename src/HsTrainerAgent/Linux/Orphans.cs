namespace HsTrainerAgent.Linux;

/// <summary>Takes in the orphans of what this process started, so that they can be found as long as it lives, and buries them, so that no zombies gather.</summary>
internal sealed class Orphans : IDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private const int Anybody = 0, WithoutWaiting = 1, Exited = 4, LeaveIt = 0x1000000, PidInSigInfo = 4;

    private readonly ITimer timer;
    private readonly Func<int?> own;

    /// <param name="own">The child whose end somebody else waits for.</param>
    public Orphans(TimeProvider clock, Func<int?> own)
    {
        this.own = own;
        _ = Libc.prctl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        timer = clock.CreateTimer(_ => Bury(), null, Round, Round);
    }

    public void Dispose() => timer.Dispose();

    private unsafe void Bury()
    {
        var ended = stackalloc int[32];
        // Looking first and taking afterwards: the script's own end belongs to whoever waits for it.
        while (own() is { } script && Libc.waitid(Anybody, 0, ended, Exited | WithoutWaiting | LeaveIt) == 0 && ended[PidInSigInfo] is var pid and > 0 && pid != script)
        {
            _ = Libc.waitpid(pid, 0, WithoutWaiting);
            ended[PidInSigInfo] = 0;
        }
    }
}
