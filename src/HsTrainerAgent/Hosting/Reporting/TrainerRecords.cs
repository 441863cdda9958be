using System.Collections.Concurrent;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Hosting.Reporting;

/// <summary>What the disk knows of one trainer's applying.</summary>
/// <param name="Damaged">The applied record is there and tells nothing.</param>
internal sealed record TrainerRecord(Fingerprint? Desired, AppliedRecord? Applied, bool Damaged, Attempts Attempts)
{
    public static readonly TrainerRecord None = new(null, null, false, Attempts.None);

    /// <summary>Waits for somebody to cure it, who looks at once what came of that.</summary>
    public bool IsAwaited => Damaged || Attempts is { Held: not null, DueAt: null };
}

/// <summary>Reads what the disk knows of the trainers' applying; where it does not answer in time, what it said before stands.</summary>
/// <remarks>Once a minute, while it waits for an operator each time, and when a trainer's state or the settings have changed: an operator's verbs may write the records too.</remarks>
internal sealed class TrainerRecords(RunOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(55);

    private readonly BoundedLook looks = new(clock, Deadline);
    private readonly ConcurrentDictionary<string, (TrainerRecord Record, AgentSettings Of, ApplyState State, long At)> last = new();

    public async Task<TrainerRecord> OfAsync(AgentSettings settings, TrainerSettings trainer, ApplyState state, CancellationToken cancellation)
    {
        if (last.TryGetValue(trainer.Name, out var known) && ReferenceEquals(known.Of, settings) && known.State == state && !known.Record.IsAwaited && clock.GetElapsedTime(known.At) < Fresh)
            return known.Record;
        try
        {
            var record = await looks.AtAsync(trainer.Name, () => Read(settings, trainer), cancellation).ConfigureAwait(false);
            last[trainer.Name] = (record, settings, state, clock.GetTimestamp());
            return record;
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            return known.Record ?? TrainerRecord.None;
        }
    }

    private TrainerRecord Read(AgentSettings settings, TrainerSettings trainer)
    {
        var desired = Fingerprint.Of(settings, trainer, options.Host, out _);
        var attempts = Attempts.Read(options.Host.Attempts(trainer.Name));
        var applied = AppliedRecords.Read(options.Host, trainer.Name, options.SettingsFile, out var damaged);
        return new TrainerRecord(desired, applied, damaged is not null, desired is null ? attempts : attempts.For(desired));
    }
}
