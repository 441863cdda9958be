using Quartz;

namespace HsTrainerAgent.Hosting.Scheduling;

/// <summary>Quartz's answer to a beat, run like every check.</summary>
[DisallowConcurrentExecution]
internal sealed class HeartbeatJob(Heartbeat heartbeat) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        heartbeat.Answered();
        return ValueTask.CompletedTask;
    }
}
