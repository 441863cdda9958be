using HsTrainerAgent.Applying;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Hosting.Watching;

/// <summary>Whether an operator has paused the agent, as last looked at; where the disk does not answer, what was known before stands.</summary>
internal sealed class Pauses(RunOptions options, TimeProvider clock)
{
    private readonly BoundedLook looks = new(clock, TimeSpan.FromSeconds(2));

    private bool hasLooked;

    /// <summary>Raised on the thread of whoever looked; handlers must neither block nor throw.</summary>
    public event Action? Changed;

    public PauseStanding Now { get; private set; } = PauseStanding.None;

    public async Task<PauseStanding> LookAsync(CancellationToken cancellation)
    {
        PauseStanding seen;
        try
        {
            seen = await looks.AtAsync(options.Host.Pause, () => PauseStanding.Of(options.Host, clock), cancellation).ConfigureAwait(false);
        }
        catch (IOException unseen)
        {
            // Unknown is not unpaused.
            return hasLooked ? Now : new PauseStanding(null, default, unseen.Message);
        }
        hasLooked = true;
        var before = Now;
        Now = seen;
        if (seen != before)
            Changed?.Invoke();
        return seen;
    }
}
