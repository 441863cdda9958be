using HsTrainerAgent.Applying;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Api;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent;

/// <summary>Puts together what both the verbs and the daemon need.</summary>
internal static class Composition
{
    /// <summary>The time that a check has on demand.</summary>
    public static readonly TimeSpan CheckDeadline = TimeSpan.FromSeconds(10);

    public static CheckRunner CheckRunner(HostPaths host, TimeProvider clock) => new(host, clock, CheckDeadline);

    /// <param name="lines">Where run.sh's lines go while somebody waits for it; null for the daemon's own output.</param>
    public static Applier Applier(HostPaths host, string settingsFile, TextWriter? lines, TimeProvider clock, Action<ApplyEvent> tell)
    {
        var api = new ApiCheck();
        var runner = CheckRunner(host, clock);
        var preflight = new Preflight((settings, cancellation) => runner.RunAsync(api, settings, trainer: null, cancellation));
        return new Applier(host, settingsFile, new DirectTrainer(host, settingsFile, lines, clock), preflight, clock, tell);
    }
}
