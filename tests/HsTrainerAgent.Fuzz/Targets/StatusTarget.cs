using System.Text;
using HsTrainerAgent.Cli;
using HsTrainerAgent.Cli.Output;
using HsTrainerAgent.Fuzz.Oracles;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>status.json as <c>status</c> reads it: no report, or one that is written back the same, and a screen without anything that steers a terminal.</summary>
internal sealed class StatusTarget : Target
{
    private readonly Scratch scratch = new("status");

    public override string Name => "status";

    public override Form Form => Form.Json;

    public override int Longest => 16 * 1024;

    public override double Share => 0.5;

    public override IEnumerable<byte[]> Seeds => Seed.Files("State/0.1.0/run/hs-trainer-agent/", "status.json");

    public override IReadOnlyList<string> Words =>
    [
        "\"findings\": ", "\"facts\": ", "\"applied\": ", "\"unit\": ", "\"blank\": true", "\"recordDamaged\": true", "\"not-configured\"", "\"held\"", "\"manual\"", "\"given-up\"", "\"drift\"", "\"unknown\"",
        "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\"", "1e308", "-1e308", "; ", "\\n", "\\u001b", "\\u202e",
    ];

    public override void Try(byte[] input)
    {
        if (StatusFile.Read(scratch.With("status.json", input), out var problem) is not { } report)
        {
            ComplaintException.Unless(problem == FileProblem.None, "a report that is no file", problem.ToString());
            return;
        }
        ComplaintException.Unless(StatusVerb.Silence(report, Samples.Clock) is null or { Ticks: > 0 }, "a silence of less than nothing", "");
        using var screen = new StringWriter { NewLine = "\n" };
        new StatusText(screen, new Screen(false, false, null), Samples.Clock.GetUtcNow()).Write(report);
        Messages.HarmlessLines("the screen", screen.ToString());
        var written = Written(report);
        var again = StatusFile.Read(scratch.With("again.json", written), out _);
        ComplaintException.Unless(again is not null && Written(again).AsSpan().SequenceEqual(written), "a report is read as another than was written", Encoding.UTF8.GetString(written));
    }

    private static byte[] Written(StatusReport report)
    {
        using var json = new MemoryStream();
        StatusFile.Write(json, report);
        return json.ToArray();
    }
}
