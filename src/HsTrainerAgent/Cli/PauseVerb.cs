using System.CommandLine;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Settings.Kinds;

namespace HsTrainerAgent.Cli;

/// <summary><c>pause --for DURATION --reason TEXT</c>: the daemon looks and does not act until then.</summary>
internal static class PauseVerb
{
    private static readonly Option<string> For = new("--for")
    {
        Description = "How long, as in 90s, 30m, 2h or 1d12h; from 1s to 30d",
        HelpName = "DURATION",
        Required = true,
        Validators =
        {
            result =>
            {
                if (result.Tokens is [var text, ..] && DurationKind.Judge(text.Value, Pause.Shortest) is { Wrong: { } wrong } judged)
                    result.AddError($"--for: '{Printable.Line(text.Value)}' {wrong}; {judged.Cure}");
            },
        },
    };

    private static readonly Option<string> Reason = new("--reason")
    {
        Description = "Why, for whoever wonders why nothing is applied",
        HelpName = "TEXT",
        Required = true,
        Validators =
        {
            result =>
            {
                if (result.Tokens is not [var text, ..])
                    return;
                var reason = Pause.Clean(text.Value);
                if (reason.Length == 0)
                    result.AddError("--reason: is empty; write for whom or what the agent is to wait");
                else if (reason.Length > Pause.LongestReason)
                    result.AddError($"--reason: is too long; write at most {Pause.LongestReason} characters");
            },
        },
    };

    private const string Afterword = """
        The checks go on, and a run of run.sh that is on its way comes to its end; but nothing is applied, started after a boot or repaired
        by itself. The pause ends by itself, also across a boot, and is a finding (trainer.paused) while it lasts. apply is held by it too,
        and apply --force is not. Another pause replaces it.

        Exit codes:
          0  paused
          2  not paused: the pause could not be written down
          3  refused: not root, or wrong usage

        Examples:
          sudo hs-trainer-agent pause --for 2h --reason "training run 17"
          sudo hs-trainer-agent pause --for 1d12h --reason "move, CHG0042"

        """;

    public static Command Create()
    {
        var verb = new Verb("pause", "Look but do not act for a while: apply, start and repair nothing by itself on this host") { Afterword = Afterword };
        verb.Add(For);
        verb.Add(Reason);
        verb.SetAction(parsed => Run(parsed, parsed.GetValue(For)!, Pause.Clean(parsed.GetValue(Reason)!)));
        return verb;
    }

    private static int Run(ParseResult parsed, string length, string reason)
    {
        var (host, clock) = (parsed.Host(), TimeProvider.System);
        // Where the settings cannot be read, no token is known; what is printed and kept is scrubbed by its readers too.
        if (SettingsFile.Read(parsed.SettingsFile(), host).Settings?.Application.Token is { } token && token.Scrub(reason) != reason)
            return Refusal.Say("--reason: holds the token, which is kept in the settings alone; nothing was paused");
        var pause = Pause.Begin(DurationKind.Judge(length, Pause.Shortest).Value, reason, Operator(), clock);
        var before = PauseStanding.Of(host, clock);
        try
        {
            pause.Write(host.Pause);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return NotDone(fault, host, "pause", "not paused");
        }
        Console.Out.WriteLine($"paused until {PlanWords.Time(pause.Until)}, for {Duration.Text(pause.For)}, by {pause.By}: {pause.Reason}");
        if (before.InForce is { } replaced)
            Console.Out.WriteLine($"this replaces the pause until {PlanWords.Time(before.Ends)} by {Printable.Line(replaced.By)}: {Printable.Line(replaced.Reason)}");
        else if (before.Unclear is not null)
            Console.Out.WriteLine("this replaces a pause that could not be read");
        Console.Out.WriteLine("to end it before: sudo hs-trainer-agent resume");
        return ExitCode.Good;
    }

    /// <summary>What to say, and the exit code, when the pause file could not be changed.</summary>
    public static int NotDone(Exception fault, HostPaths host, string verb, string outcome)
    {
        if (fault is UnauthorizedAccessException && Libc.geteuid() != 0)
            return Refusal.Say($"only root may {verb} the agent: sudo hs-trainer-agent {verb}");
        Refusal.Say($"{outcome}: {host.Named(host.Pause)}: {fault.Message}");
        return ExitCode.Errors;
    }

    private static string Operator() =>
        Pause.Clean(Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 and <= 64 } user ? user : Environment.UserName) is { Length: > 0 } name ? name : "unknown";
}
