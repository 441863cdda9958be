using Quartz;

namespace HsTrainerAgent.Hosting.Scheduling;

/// <summary>Runs the check that the job is named after, on its schedule with a little jitter, or now without; never twice at once.</summary>
[DisallowConcurrentExecution]
internal sealed class CheckJob(CheckRounds rounds, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var delay = Jitter.Of(context.NextFireTimeUtc - context.FireTimeUtc, Random.Shared.NextDouble());
            await Task.Delay(delay, clock, cancellationToken).ConfigureAwait(false);
            await rounds.RunAsync(context.JobDetail.Key.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The daemon is stopping; nobody waits for this look.
        }
    }
}
