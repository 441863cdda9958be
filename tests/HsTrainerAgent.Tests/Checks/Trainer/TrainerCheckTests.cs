using HsTrainerAgent.Applying;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Trainer;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Checks.Trainer;

public sealed class TrainerCheckTests : IDisposable
{
    private const string Name = "32.0.3";
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 16, 0, 0, TimeSpan.Zero);

    private readonly HsTrainerAgent.Demo.TrainerHost host = new();
    private readonly AgentSettings settings;
    private readonly Fingerprint desired;

    public TrainerCheckTests()
    {
        settings = new AgentSettings
        {
            Application = new ApplicationSettings { Url = "https://abcd123.internal", Token = new Secret("t0ken-t0ken") },
            Trainers = [new TrainerSettings { Name = Name, Bundle = HsTrainerAgent.Demo.TrainerHost.Bundle, Version = Name }],
        };
        desired = Fingerprint.Of(settings, settings.Trainers[0], host.Paths, out _)!;
    }

    public void Dispose() => host.Dispose();

    private CheckOutcome Look(string version = Name)
    {
        var trainer = settings.Trainers[0] with { Version = version };
        var look = new Look();
        new TrainerCheck().LookAsync(new CheckContext(host.Paths, settings, trainer, look, TimeProvider.System), CancellationToken.None).GetAwaiter().GetResult();
        return look.Outcome("trainer", Name, TimeSpan.Zero);
    }

    private IEnumerable<(string Code, string Observed)> Found() => Look().Findings.Select(finding => (finding.Code, finding.Observed));

    private void Applied(Fingerprint fingerprint) =>
        new AppliedRecord(fingerprint.Hex, Now, AppliedMode.Detached, 0, Boot.Id, 1).Write(host.Paths.AppliedRecord(Name));

    private void Damaged(string text)
    {
        Applied(desired);
        File.WriteAllText(host.Paths.AppliedRecord(Name), text);
    }

    private void Tried(Func<Attempts, Attempts> how) => how(Attempts.None.For(desired)).Write(host.Paths.Attempts(Name));

    [Fact]
    public void What_was_applied_is_in_sync()
    {
        Applied(desired);
        Assert.Equal(CheckStatus.InSync, Look().Status);
    }

    [Fact]
    public void What_was_never_applied_is_said_so_with_the_command()
    {
        var finding = Assert.Single(Look().Findings);
        Assert.Equal(
            ("trainer.not-applied", Name, $"applied {desired}", "no run of run.sh is known to have succeeded", "hs-trainer-agent apply 32.0.3"),
            (finding.Code, finding.Subject, finding.Desired, finding.Observed, finding.Fix));
    }

    [Fact]
    public void Other_settings_than_the_applied_ones_are_told_with_twelve_digits()
    {
        Applied(new Fingerprint(new string('b', 64)));
        Assert.Equal([("trainer.not-applied", "applied bbbbbbbbbbbb on 2026-11-22 16:00:00Z")], Found());
    }

    [Fact]
    public void A_trainer_that_somebody_stopped_does_not_run_though_it_was_applied()
    {
        new AppliedRecord(desired.Hex, Now, AppliedMode.Detached, 0, Boot.Id, 1) { Run = "run" }.Write(host.Paths.AppliedRecord(Name));
        new TrainerRun("run", Boot.Id, 1, 0, desired.Hex, Now) { Phase = RunPhase.Ended, Stopped = true }.Write(host.Paths.Run(Name));
        Assert.Equal([("trainer.not-started", "32.0.3 was stopped")], Found());
    }

    [Fact]
    public void A_trainer_that_was_stopped_in_the_middle_of_run_sh_is_said_so()
    {
        new TrainerRun("run", Boot.Id, 1, 0, desired.Hex, Now) { Phase = RunPhase.Ended, Stopped = true, Failure = "it was stopped" }.Write(host.Paths.Run(Name));
        Assert.Equal([("trainer.not-started", "stopped by hand before run.sh had succeeded")], Found());
    }

    [Fact]
    public void A_trainer_applied_before_the_boot_has_not_been_started_since()
    {
        new AppliedRecord(desired.Hex, Now, AppliedMode.Detached, 0, "another boot", 1).Write(host.Paths.AppliedRecord(Name));
        Assert.Equal([("trainer.not-started", "not started since boot; applied on 2026-11-22 16:00:00Z")], Found());
    }

    [Fact]
    public void A_failure_tells_its_reason_and_the_next_try()
    {
        Tried(attempts => attempts.Failed("r", "run.sh ended with exit code 7", Now, 0.5));
        Assert.Equal([("trainer.apply-failed", "run.sh ended with exit code 7 (1 failure, next try after 2026-11-22 16:00:30Z)")], Found());
    }

    [Fact]
    public void Too_many_failures_are_given_up()
    {
        Tried(attempts => Enumerable.Range(0, 8).Aggregate(attempts, (before, run) => before.Failed($"{run}", "exit 7", Now, 0)));
        Assert.Equal([("trainer.apply-given-up", "8 failures in a row, the last: exit 7")], Found());
    }

    [Fact]
    public void A_pause_is_a_warning_that_tells_who_until_when_and_why()
    {
        Applied(desired);
        var pause = Pause.Begin(TimeSpan.FromHours(2), "training", "alice", TimeProvider.System);
        pause.Write(host.Paths.Pause);
        var finding = Assert.Single(Look().Findings);
        Assert.Equal(("trainer.paused", Severity.Warning, $"paused by alice since {PlanWords.Time(pause.Since)} until {PlanWords.Time(pause.Until)}: training", "hs-trainer-agent resume"),
            (finding.Code, finding.Severity, finding.Observed, finding.Fix));
        File.WriteAllText(host.Paths.Pause, "");
        Assert.Contains("is damaged", Assert.Single(Found()).Observed);
        File.Delete(host.Paths.Pause);
        Assert.Equal(CheckStatus.InSync, Look().Status);
    }

    [Fact]
    public void A_held_apply_tells_since_when_and_why()
    {
        Applied(new Fingerprint(new string('b', 64)));
        Tried(attempts => attempts.Holding("api.token: HTTP 401", Now));
        Assert.Equal([("trainer.apply-held", "held since 2026-11-22 16:00:00Z: api.token: HTTP 401")], Found());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_damaged_record_of_a_trainer_that_may_run_is_a_held_apply(bool seenByDaemon)
    {
        Damaged("{ half");
        new TrainerRun("run", Boot.Id, 1, 0, desired.Hex, Now) { Phase = RunPhase.Applied }.Write(host.Paths.Run(Name));
        if (seenByDaemon)
            Tried(attempts => attempts.Holding("the record is damaged", Now));
        var words = $"/var/lib/hs-trainer/32.0.3.json is damaged, so that it is not known what 32.0.3 was applied with; "
            + $"if it runs with these settings: hs-trainer-agent adopt 32.0.3 --root {host.Root}, else: hs-trainer-agent apply --force 32.0.3 --root {host.Root}";

        Assert.Equal([("trainer.apply-held", seenByDaemon ? "held since 2026-11-22 16:00:00Z: the record is damaged" : words)], Found());
        Assert.Equal(CheckStatus.Drift, Look().Status);
    }

    [Fact]
    public void A_damaged_record_of_a_trainer_from_before_the_boot_is_one_that_was_not_started()
    {
        Damaged("");
        Assert.Equal([("trainer.not-started", "not started since boot; /var/lib/hs-trainer/32.0.3.json is damaged")], Found());
        Tried(attempts => attempts.Failed("r", "run.sh ended with exit code 7", Now, 0.5));
        Assert.Equal("trainer.apply-failed", Assert.Single(Found()).Code);
    }

    [Fact]
    public void A_bundle_or_script_that_is_missing_is_named()
    {
        Applied(desired);
        File.Delete(Path.Combine(host.BundleFolder, "run.sh"));
        Assert.Equal([("trainer.script-missing", "missing")], Found());
        Directory.Delete(host.BundleFolder, recursive: true);
        Assert.Equal([("trainer.bundle-missing", "missing")], Found());
        File.WriteAllText(host.BundleFolder, "");
        Assert.Equal([("trainer.bundle-missing", "a regular file")], Found());
    }

    [Fact]
    public void A_bundle_on_a_shared_file_system_is_not_touched_and_unknown()
    {
        Applied(desired);
        Directory.CreateDirectory(host.In("proc/self"));
        File.WriteAllText(host.In("proc/self/mountinfo"), """
            25 1 8:1 / / rw,relatime shared:1 - xfs /dev/sda1 rw
            40 25 0:40 / /opt rw,relatime shared:2 - nfs4 server:/opt rw

            """);
        var outcome = Look();
        Assert.Equal(CheckStatus.Unknown, outcome.Status);
        Assert.Contains("/opt/hs/hyperscience-trainer-32.0.3 was not touched, as it lies on nfs4", outcome.Reason);
    }

    [Fact]
    public void A_script_that_others_may_write_is_named_with_the_place()
    {
        Applied(desired);
        File.SetUnixFileMode(Path.Combine(host.BundleFolder, "run.sh"), (UnixFileMode)0b110_110_110);
        Assert.Equal([("trainer.script-writable", "can be written by everybody")], Found());
    }

    [Fact]
    public void A_version_without_a_documented_layout_is_named()
    {
        Applied(desired);
        Assert.Contains(Look("29.1.0").Findings, finding => finding is { Code: "trainer.version-undocumented", Subject: "29.1.0" });
    }

    [Fact]
    public void A_record_that_cannot_be_read_is_unknown_and_not_drift()
    {
        Directory.CreateDirectory(host.Paths.AppliedRecord(Name));
        var outcome = Look();
        Assert.Equal(CheckStatus.Unknown, outcome.Status);
        Assert.StartsWith("whether the settings were applied: ", outcome.Reason);
    }

    [Fact]
    public void A_run_on_its_way_is_neither_drift_nor_health()
    {
        new TrainerRun("r", Boot.Id, Environment.ProcessId, ProcessTable.Find(Environment.ProcessId)!.Value.Start, desired.Hex, Now).Write(host.Paths.Run(Name));
        var outcome = Look();
        Assert.Equal((CheckStatus.Unknown, "run.sh has been on its way since 2026-11-22 16:00:00Z"), (outcome.Status, outcome.Reason));
    }
}
