using HsTrainerAgent.Cli;
using HsTrainerAgent.Cli.Output;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Tests.Ledger;

namespace HsTrainerAgent.Tests.Cli.Output;

public sealed class StatusTextTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-22T16:01:40Z");
    private static readonly Screen Pipe = new(Colour: false, Symbols: true, Width: null);
    private static readonly StatusReport Calm = Reports.InSync(Now);

    private static string Shown(StatusReport report, Screen? screen = null)
    {
        using var text = new StringWriter { NewLine = "\n" };
        new StatusText(text, screen ?? Pipe, Now).Write(report);
        return text.ToString();
    }

    [Fact]
    public void A_host_in_sync_is_a_line_a_trainer_and_a_line_a_check() => Assert.Equal("""
        in sync · 3 trainers · next api check 14:02:10Z

        agent       0.1.0, process 4711, started 3 d ago
        settings    /etc/hs-trainer-agent.json, loaded, https://abcd123.internal

        trainers
        ✓ 32.0.3   in-sync  applied (detached, 12.3 s) 5 h ago (2026-11-22 11:01:40Z)   9909b79d7604
        ✓ 31.0.11  in-sync  applied (detached, 12.3 s) 5 h ago (2026-11-22 11:01:40Z)   9909b79d7604
        ✓ next     in-sync  never applied

        checks
        ✓ storage  32.0.3  in-sync         looked 1 min ago  next in 3 min
        ✓ api              in-sync         looked 30 s ago   next in 30 s

        """, Shown(Calm));

    [Fact]
    public void A_report_cannot_steer_the_terminal()
    {
        var evil = Calm with
        {
            Trainers = [Calm.Trainers[0] with { State = "\e[2J", Fingerprint = "\e[1m", Applied = new AppliedState("\e[3m", Now, "\e[4m", 1) }],
            Checks = [Calm.Checks[0] with { Name = "\e[5m", Status = "\e[6m", Findings = [Reports.Owner(Now) with { Code = "\e[7m" }] }],
        };

        Assert.DoesNotContain('\e', Shown(evil));
    }

    [Fact]
    public void A_report_with_any_number_for_its_age_is_old_or_not_and_no_fault()
    {
        Assert.NotNull(StatusVerb.Silence(Calm with { Agent = Calm.Agent with { MonotonicSeconds = -1e308 } }, TimeProvider.System));
        Assert.Null(StatusVerb.Silence(Calm with { Agent = Calm.Agent with { MonotonicSeconds = 1e308, HeartbeatSeconds = 1e308 } }, TimeProvider.System));
    }

    [Fact]
    public void Findings_have_their_age_and_their_cure() => Assert.Equal("""
        1 error · …

        agent       0.1.0, process 4711, started 3 d ago
        settings    /etc/hs-trainer-agent.json, loaded, https://abcd123.internal

        checks
        ✗ storage  32.0.3  drift           looked 1 min ago  next in 3 min

            error storage.media-owner  The media folder does not belong to 1000:1000
              since     3 h (2026-11-22 13:01:40Z)
              subject   /mnt/hs/trainer_media
              desired   1000:1000
              observed  0:0
              fix
                chown 1000:1000 /mnt/hs/trainer_media

            could not look
              /mnt/hs/a: Permission denied
              /mnt/hs/b: Permission denied

        ✓ api              in-sync         looked 30 s ago   next in 30 s

        What a code means and how to cure it: hs-trainer-agent explain storage.media-owner

        """, Shown(Calm with
    {
        State = "1 error · …",
        Trainers = [],
        Checks =
        [
            Calm.Checks[0] with { Status = "drift", Reason = "/mnt/hs/a: Permission denied; /mnt/hs/b: Permission denied", Findings = [Reports.Owner(Now.AddHours(-3))] },
            Calm.Checks[1],
        ],
    }));

    [Fact]
    public void Each_state_of_a_trainer_says_what_is_to_be_known_of_it()
    {
        var trainer = Reports.Trainer("32.0.3", Now) with { Since = Now.AddMinutes(-12) };
        var shown = Shown(Calm with
        {
            Trainers =
            [
                trainer with { State = "applying" },
                trainer with { State = "held", Reason = "api.token: the application rejects the token", Fingerprint = "aaaaaaaaaaaa" },
                trainer with { State = "backing-off", Reason = "run.sh ended with exit code 7", Failures = 1, Until = Now.AddMinutes(5) },
                trainer with { State = "given-up", Reason = "run.sh ended with exit code 7", Failures = 8 },
                trainer with { State = "manual", Since = null, Unit = new UnitStanding("hs-trainer@32.0.3.service", "failed", "failed", "exit-code") },
            ],
        });

        Assert.Contains("""

            trainers
            ? 32.0.3  applying     applied (detached, 12.3 s) 5 h ago (2026-11-22 11:01:40Z)   9909b79d7604
                      since 12 min
            ✗ 32.0.3  held         applied (detached, 12.3 s) 5 h ago (2026-11-22 11:01:40Z)   9909b79d7604, aaaaaaaaaaaa desired
                      since 12 min: api.token: the application rejects the token
            ✗ 32.0.3  backing-off  applied (detached, 12.3 s) 5 h ago (2026-11-22 11:01:40Z)   9909b79d7604
                      since 12 min, 1 failure, next try 2026-11-22 16:06:40Z: run.sh ended with exit code 7
            ✗ 32.0.3  given-up     applied (detached, 12.3 s) 5 h ago (2026-11-22 11:01:40Z)   9909b79d7604
                      since 12 min, 8 failures in a row: run.sh ended with exit code 7
            ✗ 32.0.3  manual       applied (detached, 12.3 s) 5 h ago (2026-11-22 11:01:40Z)   9909b79d7604
                      apply it with: sudo hs-trainer-agent apply 32.0.3
                      hs-trainer@32.0.3.service: failed (failed), exit-code

            """, shown);
    }

    [Fact]
    public void Without_settings_it_tells_the_command_that_writes_them() => Assert.Equal("""
        not configured: no /etc/hs-trainer-agent.json

        agent       0.1.0, process 4711, started 3 d ago
        settings    /etc/hs-trainer-agent.json, not there
                    write one with: sudo hs-trainer-agent settings init

        """, Shown(Calm with
    {
        State = "not configured: no /etc/hs-trainer-agent.json",
        Settings = new SettingsState("/etc/hs-trainer-agent.json", "not-configured", null, [], null),
        Trainers = [],
        Checks = [],
    }));

    [Fact]
    public void With_blank_settings_it_tells_what_to_fill_in() => Assert.Equal("""
        not configured: fill in /etc/hs-trainer-agent.json

        agent       0.1.0, process 4711, started 3 d ago
        settings    /etc/hs-trainer-agent.json, nothing filled in
                    fill in application.url, application.token and trainers[0].bundle; what each key means: man 5 hs-trainer-agent.json

        """, Shown(Calm with
    {
        State = "not configured: fill in /etc/hs-trainer-agent.json",
        Settings = new SettingsState("/etc/hs-trainer-agent.json", "not-configured", null, [], null) { Blank = true },
        Trainers = [],
        Checks = [],
    }));

    [Fact]
    public void Every_error_of_the_settings_is_shown()
    {
        var shown = Shown(Calm with { Settings = Calm.Settings with { State = "invalid", Errors = ["/etc/x:1:1: one", "/etc/x:2:1: two"] } });

        Assert.Contains("settings    /etc/hs-trainer-agent.json, invalid, https://abcd123.internal\n            /etc/x:1:1: one\n            /etc/x:2:1: two\n", shown);
    }

    [Fact]
    public void What_comes_from_outside_cannot_steer_the_terminal()
    {
        var hostile = Reports.Owner(Now) with { Subject = "/mnt/\e[2J\nx", Fix = "chown \e[2J" };
        var shown = Shown(Calm with { Checks = [Calm.Checks[0] with { Status = "drift", Reason = "\e[2J", Findings = [hostile] }] });

        Assert.DoesNotContain('\e', shown);
        Assert.Contains(@"subject   /mnt/\x1b[2J\nx", shown);
    }

    [Fact]
    public void On_a_terminal_drift_is_red_and_health_is_green()
    {
        var shown = Shown(Calm with { Checks = [Calm.Checks[0] with { Status = "drift", Findings = [Reports.Owner(Now)] }, Calm.Checks[1]] }, Pipe with { Colour = true });

        Assert.Contains("\e[31m✗\e[0m \e[1mstorage\e[0m", shown);
        Assert.Contains("\e[32m✓\e[0m \e[1mapi    \e[0m", shown);
        Assert.Contains("\e[32m✓\e[0m \e[1m32.0.3 \e[0m", shown);
    }
}
