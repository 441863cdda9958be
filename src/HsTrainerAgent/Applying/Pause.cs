using System.Text.Json.Serialization;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Says that the agent looks but does not act for a while: nothing is applied, started or repaired by itself. It ends by itself, and outlives a boot.</summary>
/// <param name="By">The operator.</param>
internal sealed record Pause(DateTimeOffset Since, DateTimeOffset Until, string Reason, string By)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan Longest = Duration.Longest;

    /// <summary>In characters.</summary>
    public const int LongestReason = 200;

    /// <summary>Less than this is no step of the clock.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    /// <summary>In which it was begun; the monotonic clock counts only there.</summary>
    // Null is what the generated reader puts in the place of a member that a file lacks.
    public string Boot { get; init => field = value ?? ""; } = "";

    /// <summary>The machine's monotonic clock when it was begun.</summary>
    public double? MonotonicSeconds { get; init; }

    [JsonIgnore]
    public TimeSpan For => Until - Since;

    public static Pause Begin(TimeSpan length, string reason, string by, TimeProvider clock)
    {
        // As whole seconds, for it is read and told so.
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        return new Pause(now, now + length, reason, by) { Boot = Linux.Boot.Id, MonotonicSeconds = Monotonic(clock) };
    }

    /// <summary>How long it still lasts, nothing or less when it is over: a clock that was set neither stretches nor ends it in the boot in which it was begun.</summary>
    public TimeSpan Left(TimeProvider clock)
    {
        var (now, up) = (clock.GetUtcNow(), Monotonic(clock));
        // A beginning that has not been yet, or was before the boot, is none of this boot's.
        if (MonotonicSeconds is { } began && began >= 0 && began <= up && Boot.Length > 0 && Linux.Boot.Same(Boot, Linux.Boot.Id))
            return For - TimeSpan.FromSeconds(up - began);
        // A clock that is before its beginning tells nothing: then it lasts no longer than it was meant to, from the boot on.
        return now >= Since ? Until - now : For - TimeSpan.FromSeconds(Math.Min(up, For.TotalSeconds));
    }

    /// <summary>When it ends by the wall clock as it stands now.</summary>
    public DateTimeOffset Ends(TimeProvider clock)
    {
        var step = clock.GetUtcNow() + Left(clock) - Until;
        return step.Duration() <= Slack ? Until : Until + TimeSpan.FromSeconds(Math.Round(step.TotalSeconds / 10) * 10);
    }

    /// <param name="wrong">Why it tells nothing though it is there, in words that follow the path; else null.</param>
    public static Pause? Read(string path, out string? wrong)
    {
        var pause = ApplyingJson.Read(path, ApplyingJson.Default.Pause, out wrong);
        if (pause is null || (pause.For > TimeSpan.Zero && pause.For <= Longest && double.IsFinite(pause.MonotonicSeconds ?? 0)))
            return pause;
        wrong = ApplyingJson.Damaged;
        return null;
    }

    /// <exception cref="IOException">Nothing was written; also an <see cref="UnauthorizedAccessException"/>.</exception>
    public void Write(string path) => ApplyingJson.Write(path, this, ApplyingJson.Default.Pause);

    /// <summary>A reason as it is kept: one line, and nothing in it that could steer a terminal.</summary>
    public static string Clean(string reason) => Printable.Line(string.Join(' ', reason.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private static double Monotonic(TimeProvider clock) => (double)clock.GetTimestamp() / clock.TimestampFrequency;
}

/// <summary>Whether the agent is paused, at one moment.</summary>
/// <param name="InForce">Null when nobody has paused it, or the pause is over.</param>
/// <param name="Ends">When that will be, on the wall clock.</param>
/// <param name="Unclear">Why it cannot be told, with the cure: then nothing is done by itself either. Else null.</param>
internal sealed record PauseStanding(Pause? InForce, DateTimeOffset Ends, string? Unclear)
{
    public static readonly PauseStanding None = new(null, default, null);

    /// <summary>The file is there and makes no sense.</summary>
    public bool Damaged { get; init; }

    public bool Holds => InForce is not null || Unclear is not null;

    /// <summary>May hang as its file system does.</summary>
    public static PauseStanding Of(HostPaths host, TimeProvider clock)
    {
        var path = host.Pause;
        var pause = Pause.Read(path, out var wrong);
        if (wrong is not null)
        {
            var unclear = $"{host.Named(path)} {wrong}: whether somebody has paused the agent cannot be told; to end it: sudo hs-trainer-agent resume";
            return new PauseStanding(null, default, unclear) { Damaged = wrong == ApplyingJson.Damaged };
        }
        return pause is not null && pause.Left(clock) > TimeSpan.Zero ? new PauseStanding(pause, pause.Ends(clock), null) : None;
    }
}
