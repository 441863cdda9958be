using System.CommandLine;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Cli.Output;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Cli;

/// <summary><c>status</c>: what the running daemon knows, from the report that it keeps; looks at nothing itself and needs no settings.</summary>
internal static class StatusVerb
{
    /// <summary>A report that missed so many heartbeats is old.</summary>
    private const int Missed = 3;

    private const string Hint = "Look why: systemctl status hs-trainer-agent";

    private const string Afterword = """
        Exit codes:
          0  in sync
          1  warnings only
          2  errors
          3  could not look, not configured, or the daemon does not run; a drift that is known wins (2 before 1 before 3)

        Examples:
          sudo hs-trainer-agent status
          sudo hs-trainer-agent status --output json | jq -r .state

        """;

    public static Command Create()
    {
        var output = OutputOption.Of("text", "json");
        var verb = new Verb("status", "Show what the running daemon knows: trainers, checks, and findings with their age") { Afterword = Afterword };
        verb.Add(output);
        verb.SetAction(parsed => Show(parsed.Host(), parsed.GetValue(output) == "json"));
        return verb;
    }

    private static int Show(HostPaths host, bool asJson)
    {
        var clock = TimeProvider.System;
        var report = StatusFile.Read(host.Status, out var problem);
        if (problem == FileProblem.Denied)
            return Refusal.Say($"{host.Status} may not be read by this user", "Only root and the group hs-trainer-agent may: use sudo");
        if (report is null)
            return Refusal.Say(WithoutReport(host), Hint);
        if (!DaemonProcess.Runs(host, report.Agent))
            return Refusal.Say($"the daemon is not running; its last report is of {Time(report.At)}", Hint);
        if (Silence(report, clock) is { } silence)
        {
            Refusal.Say($"the daemon (process {report.Agent.Pid}) hangs: no word since {Time(report.At)}, for {Age.Text(silence)}; what follows is what it knew then", Hint);
            report = report with { Status = Verdict.Unknown.Status.Word(), ExitCode = Verdict.Unknown.ExitCode, State = $"hangs since {Time(report.At)} · {report.State}" };
        }
        if (asJson)
        {
            using var output = Console.OpenStandardOutput();
            StatusFile.Write(output, report);
        }
        else
        {
            new StatusText(Console.Out, Screen.OfThisProcess(), clock.GetUtcNow()).Write(report);
        }
        return report.ExitCode;
    }

    private static string WithoutReport(HostPaths host) => DaemonProcess.Holder(host) is { } pid
        ? $"the daemon (process {pid}) runs and has left no report that can be read in {host.Status}"
        : "the daemon is not running";

    /// <summary>How long the daemon has said nothing, if that is too long; on the machine's monotonic clock, for the wall clock may have been set.</summary>
    internal static TimeSpan? Silence(StatusReport report, TimeProvider clock)
    {
        var seconds = (double)clock.GetTimestamp() / clock.TimestampFrequency - report.Agent.MonotonicSeconds;
        // A report may hold any number; no TimeSpan does.
        return seconds > report.Agent.HeartbeatSeconds * Missed ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)) : null;
    }

    private static string Time(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z";
}
