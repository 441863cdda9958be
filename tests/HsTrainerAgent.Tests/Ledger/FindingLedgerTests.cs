using HsTrainerAgent.Checks;
using HsTrainerAgent.Ledger;
using Microsoft.Extensions.Time.Testing;

namespace HsTrainerAgent.Tests.Ledger;

public sealed class FindingLedgerTests
{
    private static readonly FindingKind Owner = new("storage.media-owner", Severity.Error, "Wrong owner", "chown {subject}", "", "");
    private static readonly FindingKind Hanging = new("host.not-answering", Severity.Error, "No answer", "# look", "", "");
    private static readonly FindingKind Space = new("storage.space", Severity.Warning, "Nearly full", "# make room", "", "");

    private readonly FakeTimeProvider clock = new(DateTimeOffset.Parse("2026-11-22T16:00:00Z"));
    private readonly FindingLedger ledger;

    public FindingLedgerTests() => ledger = new FindingLedger(clock);

    /// <summary>Each step is one look: what is seen (o = owner, s = space, h = something hangs), then ! when it could not look everywhere, - when there is nothing to look at.</summary>
    [Theory]
    [InlineData("o", "opened owner")]
    [InlineData("o, o, o", "opened owner |  | ")]
    [InlineData("o,", "opened owner | cleared owner")]
    [InlineData("o, os", "opened owner | opened space")]
    [InlineData("os, s", "opened owner opened space | cleared owner")]
    [InlineData("o, , o", "opened owner | cleared owner | opened owner")]
    [InlineData("!", "blind")]
    [InlineData("!, !, ", "blind |  | sees")]
    [InlineData("o, !, o", "opened owner | blind | sees")]
    [InlineData("o, !, ", "opened owner | blind | sees cleared owner")]
    [InlineData("o, s!, s", "opened owner | blind opened space | sees cleared owner")]
    [InlineData("!, o!, o", "blind | opened owner | sees")]
    [InlineData("o, -, o", "opened owner | cleared owner | opened owner")]
    [InlineData("!, -", "blind | sees")]
    [InlineData("o, h!, h!, o", "opened owner | blind opened answering |  | sees cleared answering")]
    [InlineData("o, h!, !, !", "opened owner | blind opened answering | cleared answering | ")]
    [InlineData("o, h!, s!", "opened owner | blind opened answering | cleared answering opened space")]
    public void Looks_become_events(string looks, string expected)
    {
        var told = looks.Split(',').Select(look => string.Join(' ', ledger.Enter(Outcome(look.Trim())).Select(Shown)));
        Assert.Equal(expected, string.Join(" | ", told));
    }

    [Fact]
    public void A_finding_that_lasts_is_told_once_a_day_with_its_age()
    {
        ledger.Enter(Outcome("o"));
        var reminders = new List<LedgerEvent>();
        for (var look = 0; look < 3 * 24 * 12; look++)
        {
            clock.Advance(TimeSpan.FromMinutes(5));
            reminders.AddRange(ledger.Enter(Outcome("o")));
        }
        Assert.All(reminders, reminder => Assert.Equal(LedgerEventKind.Still, reminder.Kind));
        Assert.Equal([1, 2, 3], reminders.Select(reminder => (int)Math.Round(reminder.Age.TotalDays)));
    }

    [Fact]
    public void A_check_that_runs_once_a_day_a_little_early_reminds_each_day()
    {
        ledger.Enter(Outcome("o"));
        clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(5));
        Assert.Equal(LedgerEventKind.Still, Assert.Single(ledger.Enter(Outcome("o"))).Kind);
    }

    [Fact]
    public void A_blind_check_reminds_of_nothing_it_does_not_see()
    {
        ledger.Enter(Outcome("o"));
        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal("blind", string.Join(' ', ledger.Enter(Outcome("!")).Select(Shown)));
        Assert.Equal("sees still owner", string.Join(' ', ledger.Enter(Outcome("o")).Select(Shown)));
    }

    [Fact]
    public void What_is_observed_may_change_silently_and_is_kept_as_last_seen()
    {
        ledger.Enter(Outcome("o"));
        Assert.Empty(ledger.Enter(Outcome("o", observed: "33:33")));
        Assert.Equal("33:33", Assert.Single(ledger.Open).Finding.Observed);
    }

    [Fact]
    public void The_same_code_is_another_finding_for_another_subject_trainer_or_check()
    {
        Assert.Single(ledger.Enter(Outcome("o")));
        Assert.Single(ledger.Enter(Outcome("o", trainer: "33.0.1")));
        Assert.Single(ledger.Enter(Outcome("o") with { Check = "other" }));
        Assert.Equal(3, ledger.Open.Count);
        Assert.Single(ledger.Enter(Outcome("", trainer: "33.0.1")));
        Assert.Equal(2, ledger.Open.Count);
    }

    [Fact]
    public void A_finding_reported_twice_in_one_look_is_told_once() =>
        Assert.Single(ledger.Enter(Outcome("oo")));

    [Fact]
    public void A_removed_trainer_clears_its_findings_and_says_why()
    {
        ledger.Enter(Outcome("o"));
        ledger.Enter(Outcome("s", trainer: "33.0.1"));
        var cleared = Assert.Single(ledger.Forget((_, trainer) => trainer == "33.0.1"));
        Assert.Equal((LedgerEventKind.Cleared, "32.0.3", "no longer configured"), (cleared.Kind, cleared.Trainer, cleared.Reason));
        Assert.Equal("33.0.1", Assert.Single(ledger.Open).Trainer);
    }

    [Fact]
    public void Not_applicable_clears_with_its_reason() =>
        Assert.Equal("SELinux is off", ledger.Enter(Outcome("o")).Concat(ledger.Enter(Outcome("-"))).Last().Reason);

    [Fact]
    public void A_finding_that_an_earlier_daemon_left_open_is_told_as_opened_with_its_age()
    {
        Remember("storage.media-owner", "/mnt/hs", hours: 3);
        var opened = Assert.Single(ledger.Enter(Outcome("o")));
        Assert.Equal((LedgerEventKind.Opened, 3.0), (opened.Kind, opened.Age.TotalHours));
        Assert.Equal(clock.GetUtcNow().AddHours(-3), Assert.Single(ledger.Open).Since);
    }

    [Fact]
    public void Blindness_keeps_the_age_for_the_look_that_sees_it_again()
    {
        Remember("storage.media-owner", "/mnt/hs", hours: 3);
        ledger.Enter(Outcome("!"));
        ledger.Enter(Outcome("s!"));
        Assert.Equal(3, ledger.Enter(Outcome("o")).Single(told => told.Kind == LedgerEventKind.Opened).Age.TotalHours);
    }

    [Fact]
    public void What_was_cured_while_no_daemon_ran_begins_anew()
    {
        Remember("storage.media-owner", "/mnt/hs", hours: 3);
        ledger.Enter(Outcome(""));
        Assert.Equal(TimeSpan.Zero, Assert.Single(ledger.Enter(Outcome("o"))).Age);
    }

    [Fact]
    public void Another_subject_a_removed_trainer_and_an_age_from_the_future_are_not_taken()
    {
        Remember("storage.media-owner", "/mnt/other", hours: 3);
        Remember("storage.space", "/mnt/hs", hours: -3);
        Assert.All(ledger.Enter(Outcome("os")), told => Assert.Equal(TimeSpan.Zero, told.Age));
        ledger.Remember([new EarlierFinding("storage", "33.0.1", "storage.space", "/mnt/hs", clock.GetUtcNow().AddHours(-3))]);
        ledger.Forget((_, trainer) => trainer == "32.0.3");
        Assert.Equal(TimeSpan.Zero, Assert.Single(ledger.Enter(Outcome("s", trainer: "33.0.1"))).Age);
    }

    private void Remember(string code, string subject, double hours) =>
        ledger.Remember([new EarlierFinding("storage", "32.0.3", code, subject, clock.GetUtcNow().AddHours(-hours))]);

    private static CheckOutcome Outcome(string look, string? trainer = "32.0.3", string observed = "0:0")
    {
        var findings = look.Where(c => c is 'o' or 's' or 'h').Select(c => (c == 'o' ? Owner : c == 's' ? Space : Hanging).Found("/mnt/hs", "1000:1000", observed)).ToList();
        var status = findings.Count > 0 ? CheckStatus.Drift : look == "!" ? CheckStatus.Unknown : look == "-" ? CheckStatus.NotApplicable : CheckStatus.InSync;
        var reason = look.Contains('!') ? "permission denied" : look == "-" ? "SELinux is off" : null;
        return new CheckOutcome("storage", trainer, status, findings, reason, TimeSpan.Zero, null);
    }

    private static string Shown(LedgerEvent told) => told.Kind switch
    {
        LedgerEventKind.Blind => "blind",
        LedgerEventKind.SeesAgain => "sees",
        _ => $"{told.Kind.ToString().ToLowerInvariant()} {told.Finding!.Code.Split('.', '-')[^1]}",
    };
}
