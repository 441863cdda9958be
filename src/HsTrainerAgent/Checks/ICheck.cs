using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Checks;

/// <summary>Looks at one side of the host or the application and tells how it differs from what the article demands; changes nothing.</summary>
internal interface ICheck
{
    /// <summary>The name on the command line, in schedules and before the dot of each code.</summary>
    string Name { get; }

    /// <summary>Whether it looks once for each trainer, or once.</summary>
    bool PerTrainer { get; }

    /// <summary>Every kind it can find.</summary>
    IReadOnlyList<FindingKind> Kinds { get; }

    /// <summary>How much longer than its deadline a look may take on schedule while it gets on (<see cref="Look.Follow"/>); nobody waits for it there.</summary>
    TimeSpan Patience => TimeSpan.Zero;

    /// <summary>May block: the runner gives it a thread of its own and a deadline. Findings go into <see cref="CheckContext.Look"/> as they are seen.</summary>
    Task LookAsync(CheckContext context, CancellationToken cancellation);
}

/// <summary>What a check is given.</summary>
/// <param name="Trainer">Never null for a check that is <see cref="ICheck.PerTrainer"/>, always null for others.</param>
internal sealed record CheckContext(HostPaths Host, AgentSettings Settings, TrainerSettings? Trainer, Look Look, TimeProvider Clock)
{
    /// <summary>How many threads a look may use that has much to read.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The host's mounts; null after it was told that without them no file system is touched.</summary>
    public HostMounts? Mounts()
    {
        try
        {
            return HostMounts.Read(Host);
        }
        catch (IOException fault)
        {
            Look.CouldNotLook($"without the mount table no file system is touched: {fault.Message}");
            return null;
        }
    }
}
