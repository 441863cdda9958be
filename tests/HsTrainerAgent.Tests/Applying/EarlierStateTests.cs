using System.Diagnostics;
using System.Text.Json.Nodes;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace HsTrainerAgent.Tests.Applying;

/// <summary>What an earlier version has left on the disk, as it wrote it, means the same to this one: an upgrade or a downgrade causes no rerun.</summary>
public sealed class EarlierStateTests : IDisposable
{
    /// <summary>The InvocationID of the unit whose run the fixture's record tells of.</summary>
    private const string Invocation = "0123456789abcdef0123456789abcdef";

    private readonly string root = Directory.CreateTempSubdirectory("state-").FullName;
    private readonly HostPaths host;
    private readonly List<ApplyEvent> told = [];
    private string active = "active";

    public EarlierStateTests()
    {
        host = new HostPaths(root);
        using var copy = Process.Start("cp", ["-r", Path.Combine(AppContext.BaseDirectory, "Fixtures/State/0.1.0") + "/.", root]);
        copy.WaitForExit();
        // Written in this boot, by processes that this one stands for.
        var ours = ProcessTable.Find(Environment.ProcessId)!.Value;
        foreach (var file in StateFiles())
        {
            var text = File.ReadAllText(file).Replace("46b74ce5-2af3-4d5b-9dd4-f8b01253f18b:21", Boot.Id);
            if (Path.GetFileName(file) is "foreground.json" or "starting.json" && JsonNode.Parse(text) is JsonObject run && run.ContainsKey("pid"))
            {
                (run["pid"], run["pidStart"]) = (Environment.ProcessId, ours.Start);
                text = run.ToJsonString();
            }
            File.WriteAllText(file, text);
        }
    }

    public void Dispose() => TemporaryFolder.Delete(root);

    public static TheoryData<string, string> Plans() => new()
    {
        { "detached", "in sync" },
        { "unit", "in sync" },
        { "foreground", "in sync" },
        { "adopted", "in sync" },
        { "failed", "after a failure, not before 2026-11-23 00:13:13Z" },
        { "starting", "wait for the run in progress, which has these settings" },
        { "stopped", "stopped by hand; an operator starts it again" },
        { "held", "run run.sh trainer (first start)" },
    };

    [Fact]
    public void A_run_that_lacks_what_was_added_later_has_the_defaults_of_it()
    {
        File.WriteAllText(host.Run("old"), """{"id":"a","boot":"","pid":2,"pidStart":7,"fingerprint":"","startedAt":"2026-11-23T00:12:25+00:00"}""");

        var run = TrainerRun.Read(host.Run("old"))!;

        Assert.Equal("", run.Bundle);
        Assert.Empty(run.Tree().Seen);
        run.Write(host.Run("old"));
    }

    [Theory, MemberData(nameof(Plans))]
    public async Task It_leads_to_the_same_plan(string trainer, string plan) => Assert.Equal(plan, PlanWords.Of(await PlanAsync(trainer)));

    [Theory, MemberData(nameof(Plans))]
    public async Task What_a_later_version_adds_is_passed_over(string trainer, string plan)
    {
        foreach (var file in StateFiles())
        {
            var record = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
            record["format"] = 2;
            record["later"] = new JsonObject { ["list"] = new JsonArray(1, "two", null) };
            File.WriteAllText(file, record.ToJsonString());
        }

        Assert.Equal(plan, PlanWords.Of(await PlanAsync(trainer)));
        Assert.NotNull(StatusFile.Read(host.Status, out _));
    }

    [Fact]
    public void What_was_held_is_held_since_then()
    {
        var held = Attempts.Read(host.Attempts("held"));

        Assert.Equal(
            ("/opt/hs/held-32.0.3 is missing: unpack the bundle there, or correct trainers[].bundle", DateTimeOffset.Parse("2026-11-23T00:12:41.9147382Z")),
            (held.Held, held.HeldSince));
    }

    [Fact]
    public void What_an_earlier_daemon_had_open_keeps_its_age()
    {
        var report = StatusFile.Read(host.Status, out var problem)!;

        Assert.Equal((FileProblem.None, "0.1.0", 2), (problem, report.Agent.Version, report.ExitCode));
        Assert.All(report.Findings, finding => Assert.InRange(finding.Since, DateTimeOffset.Parse("2026-11-23T00:12:40Z"), report.At));
        Assert.Contains(report.Findings, finding => finding is { Code: "trainer.apply-failed", Subject: "failed" });
    }

    [Theory]
    [InlineData("{ half")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "fingerprint": "c6cd411e2ec4" }""")]
    [InlineData(null)]
    public async Task A_record_that_cannot_be_understood_holds_with_the_cure_until_an_operator_decides(string? damaged)
    {
        // Without a text: a way to be applied that only a later version knows.
        var file = host.AppliedRecord("unit");
        File.WriteAllText(file, damaged ?? File.ReadAllText(file).Replace("Detached", "Elsewhere"));
        var words = "/var/lib/hs-trainer/unit.json is damaged, so that it is not known what unit was applied with; "
            + $"if it runs with these settings: hs-trainer-agent adopt unit --root {root}, else: hs-trainer-agent apply --force unit --root {root}";

        Assert.Equal(new ApplyPlan.Hold(words), await PlanAsync("unit"));
        Assert.Equal(new ApplyPlan.Hold(words), await PlanAsync("unit", PlanAsk.Operator));
        Assert.Equal(new ApplyPlan.Apply(ApplyReason.AskedByOperator), await PlanAsync("unit", PlanAsk.OperatorForce));
        var before = TrainerRun.Read(host.Run("unit"))!;
        await AdoptAsync("unit");
        Assert.Equal(new ApplyPlan.InSync(), await PlanAsync("unit"));
        var record = AppliedRecord.Read(host.AppliedRecord("unit"));
        Assert.Equal((AppliedMode.Adopted, before.Id, Invocation), (record!.Mode, record.Run, record.Invocation));
        Assert.Equal(before.Id, TrainerRun.Read(host.Run("unit"))!.Id);
        active = "inactive";
        Assert.Equal(new ApplyPlan.Idle(NotStarted.Stopped), await PlanAsync("unit"));
    }

    [Fact]
    public async Task A_foreground_trainer_that_is_adopted_after_its_record_was_damaged_stays_watched()
    {
        var before = TrainerRun.Read(host.Run("foreground"))!;
        File.WriteAllText(host.AppliedRecord("foreground"), "");

        await AdoptAsync("foreground");

        Assert.Equal(new ApplyPlan.InSync(), await PlanAsync("foreground"));
        var run = TrainerRun.Read(host.Run("foreground"))!;
        Assert.Equal((before.Id, true, before.Pid), (run.Id, run.Foreground, run.Pid));
        Assert.Equal((before.Id, Boot.Id), (AppliedRecord.Read(host.AppliedRecord("foreground"))!.Run, AppliedRecord.Read(host.AppliedRecord("foreground"))!.Invocation));
        // As it is left when its start-trainer is stopped.
        (run with { Phase = RunPhase.Ended, Stopped = true }).Write(host.Run("foreground"));
        Assert.Equal(new ApplyPlan.Idle(NotStarted.Stopped), await PlanAsync("foreground"));
    }

    [Theory]
    [InlineData("detached")]
    [InlineData("unit")]
    [InlineData("adopted")]
    public async Task A_damaged_record_does_not_keep_a_trainer_down_after_a_boot(string trainer)
    {
        File.WriteAllText(host.AppliedRecord(trainer), "");
        File.Delete(host.Run(trainer));
        active = "inactive";

        Assert.Equal(new ApplyPlan.Apply(ApplyReason.NotStartedSinceBoot), await PlanAsync(trainer));
    }

    [Fact]
    public async Task A_damaged_record_holds_as_long_as_the_unit_is_active()
    {
        File.WriteAllText(host.AppliedRecord("unit"), "");
        File.Delete(host.Run("unit"));

        Assert.IsType<ApplyPlan.Hold>(await PlanAsync("unit"));
    }

    [Fact]
    public void The_cure_names_the_settings_and_the_root_that_it_is_for()
    {
        Assert.EndsWith("hs-trainer-agent adopt t, else: hs-trainer-agent apply --force t", DamagedRecordException.Words(new HostPaths("/"), "t", "/etc/hs-trainer-agent.json"));
        Assert.EndsWith(
            "hs-trainer-agent adopt t --settings '/srv/a b.json' --root /srv/image, else: hs-trainer-agent apply --force t --settings '/srv/a b.json' --root /srv/image",
            DamagedRecordException.Words(new HostPaths("/srv/image"), "t", "/srv/a b.json"));
    }

    [Fact]
    public async Task A_damaged_record_does_not_keep_new_settings_from_being_applied()
    {
        File.WriteAllText(host.AppliedRecord("unit"), "{ half");
        File.WriteAllText(host.Settings, File.ReadAllText(host.Settings).Replace("\"revision\": \"1\"", "\"revision\": \"2\""));

        Assert.Equal(new ApplyPlan.Apply(ApplyReason.SettingsChanged), await PlanAsync("unit"));
    }

    [Fact]
    public async Task Neither_damaged_attempts_nor_a_damaged_run_is_a_reason_to_run_what_is_applied()
    {
        File.WriteAllText(host.Attempts("unit"), "{ half");
        File.WriteAllText(host.Run("unit"), "{ half");

        Assert.Equal(new ApplyPlan.InSync(), await PlanAsync("unit"));
        Assert.Empty(told);
    }

    private async Task AdoptAsync(string name)
    {
        var settings = Settings();
        var (adopted, reason) = await Adoption.AdoptAsync(
            host, settings, settings.Trainers.First(one => one.Name == name), () => Task.FromResult(name == "unit" ? Unit(name) : null), TimeProvider.System);
        Assert.Null(reason);
        Assert.NotNull(adopted);
    }

    private UnitState Unit(string name) =>
        new($"hs-trainer@{name}.service", "loaded", active, "exited", "success", 0, active == "active" ? Invocation : "", false);

    private AgentSettings Settings() => SettingsFile.Read(host.Settings, host).Settings!;

    private async Task<ApplyPlan> PlanAsync(string name, PlanAsk ask = PlanAsk.Nobody)
    {
        var settings = Settings();
        var units = Substitute.For<ITrainerUnits>();
        units.StateAsync(default!, default).ReturnsForAnyArgs(name == "unit" ? Unit(name) : null);
        var preflight = new Preflight((_, _) => Task.FromResult<CheckOutcome>(null!));
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-23T00:12:50Z"));
        return await new Applier(host, host.Settings, units, preflight, clock, told.Add).PlanAsync(settings, settings.Trainers.First(one => one.Name == name), ask, CancellationToken.None);
    }

    private IEnumerable<string> StateFiles() => new[] { "run", "var" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.json", SearchOption.AllDirectories));
}
