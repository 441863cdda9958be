using System.Text.Json.Nodes;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Cli.Output;

namespace HsTrainerAgent.Tests.Cli.Output;

public sealed class CheckTextTests
{
    private static readonly Screen Pipe = new(Colour: false, Symbols: true, Width: null);

    private static string Shown(Screen screen, params CheckOutcome[] outcomes)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var text = new CheckText(output, screen, nameWidth: 7, trainerWidth: 6);
        foreach (var outcome in outcomes)
            text.Write(outcome);
        text.WriteSummary(Outcomes.Report(outcomes));
        return output.ToString();
    }

    [Fact]
    public void Each_check_is_a_block_with_its_findings_and_their_cures()
    {
        var facts = new JsonObject
        {
            ["nameMs"] = 0.4,
            ["connectMs"] = 1.2,
            ["tlsMs"] = 8.0,
            ["certificate"] = new JsonObject { ["subject"] = "CN=app", ["notAfter"] = "2027-02-01T00:00:00Z", ["daysLeft"] = 71 },
            ["version"] = "42.0.0",
            ["database"] = new JsonObject { ["entries"] = 4 },
            ["backend"] = null,
        };
        Assert.Equal("""
            ✗ storage  32.0.3  drift              1.9 ms

                error storage.media-owner  The media folder belongs to somebody else
                  subject   /mnt/hs/trainer_media
                  desired   1000:1000
                  observed  0:0
                  fix
                    chown 1000:1000 /mnt/hs/trainer_media

                warning storage.space  The volume is nearly full
                  subject   /mnt/hs
                  desired   at most 95 %
                  observed  97 %
                  fix
                    # make room on /mnt/hs

            - selinux  32.0.3  not-applicable     0.2 ms   SELinux is disabled
            ✓ api              in-sync            231 ms
                name 0.4 ms   connect 1.2 ms   tls 8.0 ms
                certificate: subject CN=app   not after 2027-02-01T00:00:00Z   days left 71
                version 42.0.0   database entries 4

            ? host             unknown            10.0 s   no answer within 10 s

            4 checks: 1 drift, 1 unknown, 1 in-sync, 1 not-applicable; 1 error, 1 warning
            What a code means and how to cure it: hs-trainer-agent explain storage.media-owner

            """, Shown(Pipe, Outcomes.Drift(Outcomes.Owner(), Outcomes.Full()), Outcomes.NotApplicable(), Outcomes.Good(facts: facts), Outcomes.Unknown()));
    }

    [Fact]
    public void A_drift_beside_what_could_not_be_looked_at_tells_both()
    {
        var outcome = Outcomes.Drift(Outcomes.Owner()) with { Reason = "/mnt/hs/a: Permission denied; /mnt/hs/b: Permission denied" };

        Assert.Contains("\n\n    could not look\n      /mnt/hs/a: Permission denied\n      /mnt/hs/b: Permission denied\n", Shown(Pipe, outcome));
    }

    [Fact]
    public void A_healthy_host_is_one_line_a_check() => Assert.Equal("""
            ✓ api              in-sync            231 ms
            ✓ host             in-sync            231 ms

            2 checks: 2 in-sync

            """, Shown(Pipe, Outcomes.Good(), Outcomes.Good("host")));

    [Fact]
    public void A_hostile_path_is_shown_escaped_and_its_cure_stays_one_line()
    {
        var shown = Shown(Pipe, Outcomes.Drift(Outcomes.Owner("/mnt/hs/\e[2J\nx")));

        Assert.Contains(@"      subject   /mnt/hs/\x1b[2J\nx" + "\n", shown);
        Assert.Contains(@"        chown 1000:1000 $'/mnt/hs/\u001b[2J\nx'" + "\n", shown);
    }

    [Fact]
    public void On_a_terminal_drift_is_red_and_health_is_green()
    {
        var shown = Shown(Pipe with { Colour = true }, Outcomes.Drift(Outcomes.Owner()), Outcomes.Good());

        Assert.Contains("\e[31m✗\e[0m \e[1mstorage\e[0m", shown);
        Assert.Contains("\e[32m✓\e[0m \e[1mapi    \e[0m", shown);
    }

    [Fact]
    public void A_console_without_check_marks_gets_letters() =>
        Assert.StartsWith("x storage  32.0.3  drift", Shown(Pipe with { Symbols = false }, Outcomes.Drift(Outcomes.Owner())));
}
