using HsTrainerAgent.Ledger;

namespace HsTrainerAgent.Tests.Ledger;

public sealed class StatusLineTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.Parse("2026-11-22T14:01:40Z");
    private static readonly StatusReport Calm = Reports.InSync(At);

    [Fact]
    public void All_is_well() => Assert.Equal("in sync · 3 trainers · next api check 14:02:10Z", StatusLine.Of(Calm));

    [Fact]
    public void Before_the_first_looks_are_done_nothing_is_claimed() =>
        Assert.Equal("looking: 1 of 2 checks done · 3 trainers · next api check 14:02:10Z",
            StatusLine.Of(Calm with { Checks = [Calm.Checks[0] with { At = null, Status = "unknown", Reason = "not looked yet" }, Calm.Checks[1]] }));

    [Fact]
    public void Errors_come_before_warnings() => Assert.Equal(
        "2 errors, 1 warning · storage.media-owner /mnt/hs/trainer_media · storage.read-only /mnt/hs · storage.space /mnt/hs",
        StatusLine.Of(Found(("storage.space", "warning", "/mnt/hs"), ("storage.media-owner", "error", "/mnt/hs/trainer_media"), ("storage.read-only", "error", "/mnt/hs"))));

    [Theory]
    [InlineData("applying", null, "applying 32.0.3 since 14:00:00Z")]
    [InlineData("held", "api.token: 401", "32.0.3 held: api.token: 401")]
    [InlineData("backing-off", "run.sh ended with exit code 7", "32.0.3 failed, next try 14:05:00Z: run.sh ended with exit code 7")]
    [InlineData("given-up", "run.sh ended with exit code 7", "32.0.3 given up after 8 failures: run.sh ended with exit code 7")]
    [InlineData("manual", null, "32.0.3 waits for an operator's apply")]
    [InlineData("stopped", null, "32.0.3 stopped")]
    [InlineData("paused", "by alice: training", "32.0.3 waits for the end of the pause")]
    [InlineData("waiting", "apply.splay", "32.0.3 waits until 14:05:00Z: apply.splay")]
    public void What_becomes_of_a_trainer_is_said(string state, string? reason, string line) => Assert.Equal(line, StatusLine.Of(Of(state, reason)));

    [Fact]
    public void A_finding_that_says_the_same_as_the_trainers_state_is_counted_and_not_repeated()
    {
        var held = Of("held", "api.token: 401");

        Assert.Equal("1 error · 32.0.3 held: api.token: 401", StatusLine.Of(held with { Checks = Found(("trainer.apply-held", "error", "32.0.3")).Checks }));
    }

    [Fact]
    public void What_could_not_be_looked_at_is_no_health() => Assert.Equal("could not look: storage 32.0.3 (no answer within 30 s)",
        StatusLine.Of(Calm with { Checks = [Calm.Checks[0] with { Status = "unknown", Reason = "no answer within 30 s" }, Calm.Checks[1]] }));

    [Fact]
    public void Without_a_settings_file_it_says_which_is_missing() =>
        Assert.Equal("not configured: no /etc/hs-trainer-agent.json", StatusLine.Of(Settings("not-configured", url: null)));

    [Fact]
    public void With_a_blank_settings_file_it_says_which_to_fill_in() => Assert.Equal("not configured: fill in /etc/hs-trainer-agent.json",
        StatusLine.Of(Calm with { Settings = new SettingsState("/etc/hs-trainer-agent.json", "not-configured", null, [], null) { Blank = true } }));

    [Fact]
    public void Invalid_settings_come_first_with_the_first_error()
    {
        const string error = "/etc/hs-trainer-agent.json:3:5: application.url: is no URL; write https://…";

        Assert.Equal($"settings invalid, waiting for valid ones · {error}", StatusLine.Of(Settings("invalid", url: null, error)));
        Assert.Equal($"settings invalid, the last good are in force · {error} (the first of 2 errors) · 1 error",
            StatusLine.Of(Settings("invalid", "https://a", error, "another") with { Checks = Found(("settings.invalid", "error", "/etc/hs-trainer-agent.json")).Checks }));
    }

    [Fact]
    public void Settings_that_are_loaded_while_the_report_is_gathered_are_still_being_read() =>
        Assert.Equal("reading the settings", StatusLine.Of(Settings("loaded", url: null)));

    [Fact]
    public void Files_that_hang_are_said() => Assert.Equal("settings cannot be looked at: reading /etc/x does not come to an end",
        StatusLine.Of(Calm with { Settings = Calm.Settings with { Reason = "reading /etc/x does not come to an end" } }));

    [Fact]
    public void A_daemon_that_stands_still_says_so_first() =>
        Assert.StartsWith("stuck: a round of the api check does not come to an end", StatusLine.Of(Calm with { Agent = Calm.Agent with { Stuck = "a round of the api check does not come to an end" } }));

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(300)]
    public void It_is_one_harmless_line_of_at_most_200_characters(int length)
    {
        var subject = "/mnt/\n\e[2J\u202e" + new string('x', length);
        var line = StatusLine.Of(Found([.. Enumerable.Range(1, 20).Select(number => ("storage.media-owner", "error", subject + number))]));

        Assert.InRange(line.Length, 1, StatusLine.Longest);
        Assert.All(line, letter => Assert.False(char.IsControl(letter) || letter == '\u202e'));
        Assert.EndsWith(" · …", line);
    }

    [Fact]
    public void A_first_part_that_is_too_long_is_cut()
    {
        var line = StatusLine.Of(Calm with { Agent = Calm.Agent with { Stuck = string.Concat(Enumerable.Repeat("🙂", 200)) } });

        Assert.InRange(line.Length, StatusLine.Longest - 1, StatusLine.Longest);
        Assert.EndsWith("🙂…", line);
    }

    private static StatusReport Of(string state, string? reason) => Calm with
    {
        Trainers = [Calm.Trainers[0] with { State = state, Reason = reason, Since = At.AddSeconds(-100), Until = At.AddSeconds(200), Failures = 8 }],
    };

    private static StatusReport Settings(string state, string? url, params string[] errors) =>
        Calm with { Settings = Calm.Settings with { State = state, Url = url, Errors = errors } };

    private static StatusReport Found(params (string Code, string Severity, string Subject)[] findings) => Calm with
    {
        Checks = [Calm.Checks[0] with { Status = "drift", Findings = [.. findings.Select(one => new FindingState(one.Code, one.Severity, one.Subject, "", "", "", At))] }],
    };
}
