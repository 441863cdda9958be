using System.Collections.Concurrent;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Hosting.Reporting;

/// <summary>What the disk knows of one trainer's applying.</summary>
internal sealed record TrainerRecord(Fingerprint? Desired, AppliedRecord? Applied, Attempts Attempts)
{
    public static readonly TrainerRecord None = new(null, null, Attempts.None);
}

/// <summary>Reads what the disk knows of the trainers' applying; where it does not answer in time, what it said before stands.</summary>
internal sealed class TrainerRecords(RunOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    private readonly BoundedLook looks = new(clock, Deadline);
    private readonly ConcurrentDictionary<string, TrainerRecord> last = new();

    public async Task<IReadOnlyList<TrainerRecord>> OfAsync(AgentSettings settings, CancellationToken cancellation) =>
        await Task.WhenAll(settings.Trainers.Select(trainer => OfAsync(settings, trainer, cancellation))).ConfigureAwait(false);

    private async Task<TrainerRecord> OfAsync(AgentSettings settings, TrainerSettings trainer, CancellationToken cancellation)
    {
        try
        {
            return last[trainer.Name] = await looks.AtAsync(trainer.Name, () => Read(settings, trainer), cancellation).ConfigureAwait(false);
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            return last.GetValueOrDefault(trainer.Name, TrainerRecord.None);
        }
    }

    private TrainerRecord Read(AgentSettings settings, TrainerSettings trainer)
    {
        var desired = Fingerprint.Of(settings, trainer, options.Host, out _);
        var attempts = Attempts.Read(options.Host.Attempts(trainer.Name));
        return new TrainerRecord(desired, AppliedRecord.Read(options.Host.AppliedRecord(trainer.Name)), desired is null ? attempts : attempts.For(desired));
    }
}
