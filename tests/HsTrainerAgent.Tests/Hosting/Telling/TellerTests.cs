using HsTrainerAgent.Checks;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.Time.Testing;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace HsTrainerAgent.Tests.Hosting.Telling;

public sealed class TellerTests : ILogEventSink
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-22T16:01:02Z");
    private static readonly Finding Owner = new FindingKind("storage.media-owner", Severity.Error, "Wrong owner", "chown 1000:1000 {subject}", "", "")
        .Found("/mnt/hs/trainer_media", "1000:1000", "0:0");

    private readonly CurrentSettings current = new();
    private readonly Scrubber scrubber;
    private readonly Teller teller;
    private LogEvent? heard;

    public TellerTests()
    {
        scrubber = new Scrubber(current);
        // A host in another zone: lines are in UTC all the same.
        var clock = new FakeTimeProvider(Now);
        clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("far", TimeSpan.FromHours(9), null, null));
        teller = new Teller(new LoggerConfiguration().WriteTo.Sink(this).CreateLogger(), scrubber, clock);
    }

    void ILogEventSink.Emit(LogEvent logEvent) => heard = logEvent;

    [Theory]
    [InlineData(nameof(LedgerEventKind.Opened), 0, "16:01:02Z  drift opened      storage.media-owner  /mnt/hs/trainer_media: 0:0; should be: 1000:1000\n                             chown 1000:1000 /mnt/hs/trainer_media")]
    [InlineData(nameof(LedgerEventKind.Still), 72, "16:01:02Z  drift still       storage.media-owner  /mnt/hs/trainer_media: 0:0; should be: 1000:1000, since 3 d\n                             chown 1000:1000 /mnt/hs/trainer_media")]
    [InlineData(nameof(LedgerEventKind.Cleared), 5, "16:01:02Z  drift cleared     storage.media-owner  /mnt/hs/trainer_media: as it should be, after 5 h")]
    public void A_finding_is_a_line_for_a_person_with_its_cure_below(string kind, int hours, string line)
    {
        teller.Tell(new LedgerEvent(Enum.Parse<LedgerEventKind>(kind), Owner, "storage", "32.0.3", Now.AddHours(-hours), Now));
        Assert.Equal(line, Line());
    }

    [Fact]
    public void A_finding_has_the_fields_of_the_journal()
    {
        teller.Tell(new LedgerEvent(LedgerEventKind.Opened, Owner, "storage", "32.0.3", Now, Now));
        var fields = heard!.Properties.Where(field => field.Key != "Label").ToDictionary(field => field.Key, field => ((ScalarValue)field.Value).Value as string);
        Assert.Equal(new Dictionary<string, string?>
        {
            ["MESSAGE_ID"] = EventKind.FindingOpened.MessageId,
            ["HS_EVENT"] = "opened",
            ["HS_CHECK"] = "storage",
            ["HS_CODE"] = "storage.media-owner",
            ["HS_TRAINER"] = "32.0.3",
            ["HS_SUBJECT"] = "/mnt/hs/trainer_media",
            ["HS_DESIRED"] = "1000:1000",
            ["HS_OBSERVED"] = "0:0",
            ["HS_FIX"] = "chown 1000:1000 /mnt/hs/trainer_media",
        }, fields);
    }

    [Fact]
    public void Neither_the_token_in_force_nor_the_one_before_can_be_told()
    {
        foreach (var token in new[] { "first-tok3n", "second-tok3n" })
        {
            current.Swap(new AgentSettings { Application = new ApplicationSettings { Url = "https://a", Token = new Secret(token) }, Trainers = [] });
            teller.Tell(EventKind.SettingsLoaded, "loaded");
        }
        teller.Tell(EventKind.ApplyFailed, "run.sh said first-tok3n and second-tok3n", ("HS_OBSERVED", "second-tok3n"));
        Assert.Equal("run.sh said *** and ***", heard!.RenderMessage());
        Assert.Equal("\"***\"", heard.Properties["HS_OBSERVED"].ToString());
    }

    [Fact]
    public void A_message_is_data_and_control_characters_never_reach_the_terminal()
    {
        teller.Tell(EventKind.AgentReady, "a {brace}\n\e[2Jforged");
        Assert.Equal("16:01:02Z  ready             a {brace}\\n\\x1b[2Jforged", Line());
    }

    [Fact]
    public void Each_kind_has_a_message_id_of_its_own()
    {
        Assert.All(EventKind.All, kind => Assert.Matches("^[0-9a-f]{32}$", kind.MessageId));
        Assert.Equal(EventKind.All.Count, EventKind.All.Select(kind => kind.MessageId).Distinct().Count());
        Assert.Equal(EventKind.All.Count, EventKind.All.Select(kind => kind.Name).Distinct().Count());
        Assert.All(EventKind.All, kind => Assert.InRange(kind.Label.Length, 1, 16));
    }

    private string Line()
    {
        using var text = new StringWriter();
        new LineFormatter(scrubber, false).Format(heard!, text);
        return text.ToString().TrimEnd('\n');
    }
}
