using System.Text.Json.Nodes;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Ledger;

namespace HsTrainerAgent.Tests.Agent;

/// <summary>What <c>status</c> says of a trainer while its settings are applied, held, failing and given a new try.</summary>
public class ReportingTests
{
    [Fact]
    public async Task A_trainer_is_followed_from_the_first_run_to_a_hold()
    {
        await using var bench = await Bench.CreateAsync($"sleep 1; {Bench.UntilGo}; exit 0");
        bench.Save();
        bench.Start();

        await bench.Until(() => Trainer(bench)?.State == "applying" && Report(bench)!.State.StartsWith("applying 32.0.3 since "), "the run");
        bench.Go();
        await bench.Until(() => Trainer(bench)?.State == "in-sync", "the end of the run");
        var (applied, fingerprint) = (Trainer(bench)!.Applied!, Trainer(bench)!.Fingerprint);
        Assert.Equal((fingerprint, "detached"), (applied.Fingerprint, applied.Mode));
        Assert.InRange(applied.DurationSeconds, 1, 60);

        bench.Save(token: "nobody-knows-it");
        await bench.Until(() => Trainer(bench)?.State == "held", "the hold");
        await bench.Until(() => Report(bench)!.Findings.Any(finding => finding.Code == "trainer.apply-held"), "the finding");
        var (code, output) = await bench.VerbAsync("status", "--output", "json");
        var json = JsonNode.Parse(output)!;
        Assert.Equal(2, code);
        Assert.Contains(" · 32.0.3 held: api.token: ", json["state"]!.GetValue<string>());
        Assert.Equal((fingerprint, "held"), (json["trainers"]![0]!["applied"]!["fingerprint"]!.GetValue<string>(), json["trainers"]![0]!["state"]!.GetValue<string>()));
        Assert.NotEqual(fingerprint, json["trainers"]![0]!["fingerprint"]!.GetValue<string>());
        Assert.DoesNotContain("nobody-knows-it", output);
        Assert.DoesNotContain(Bench.Token, output);
    }

    [Fact]
    public async Task A_failed_run_says_why_and_when_the_next_try_is()
    {
        await using var bench = await Bench.CreateAsync("exit 7");
        bench.Save();
        bench.Start();

        await bench.Until(() => Trainer(bench)?.State == "backing-off", "the backoff");
        await bench.Until(() => Report(bench)!.Findings.Any(finding => finding.Code == "trainer.apply-failed"), "the finding");

        var trainer = Trainer(bench)!;
        Assert.Equal(1, trainer.Failures);
        Assert.Contains("7", trainer.Reason);
        Assert.InRange(trainer.Until!.Value - trainer.Since!.Value, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40));
        Assert.Matches(@"^\d errors?(, \d warnings?)? · 32\.0\.3 failed, next try \d\d:\d\d:\d\dZ: run\.sh ", Report(bench)!.State);
        Assert.Contains($"next try {trainer.Until.Value.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z: run.sh ", (await bench.VerbAsync("status")).Output);
    }

    [Fact]
    public async Task In_manual_mode_it_waits_for_an_operator_and_sees_what_he_did()
    {
        await using var bench = await Bench.CreateAsync();
        bench.Save(more: ", \"mode\": \"manual\"");
        bench.Start();
        await bench.Until(() => Trainer(bench)?.State == "manual", "the waiting");
        Assert.Contains("apply it with: sudo hs-trainer-agent apply 32.0.3", (await bench.VerbAsync("status")).Output);

        Assert.Equal(0, (await bench.VerbAsync("apply")).ExitCode);

        await bench.Until(() => Trainer(bench) is { State: "in-sync", Applied: not null }, "the record");
    }

    private static StatusReport? Report(Bench bench) => StatusFile.Read(bench.Host.Paths.Status, out _);

    private static TrainerState? Trainer(Bench bench) => Report(bench) is { Trainers: [var trainer, ..] } ? trainer : null;
}
