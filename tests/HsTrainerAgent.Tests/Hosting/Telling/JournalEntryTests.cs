using HsTrainerAgent.Checks;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Settings;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace HsTrainerAgent.Tests.Hosting.Telling;

public sealed class JournalEntryTests : ILogEventSink
{
    private const string Token = "187d88d6s63929cd0ad98";

    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-22T16:01:02Z");
    private static readonly FindingKind Owner = new("storage.media-owner", Severity.Error, "Wrong owner", "chown 1000:1000 {subject}", "", "");

    private readonly CurrentSettings current = new();
    private readonly Scrubber scrubber;
    private readonly Logger log;
    private readonly Teller teller;
    private LogEvent? heard;

    public JournalEntryTests()
    {
        current.Swap(new AgentSettings { Application = new ApplicationSettings { Url = "https://a", Token = new Secret(Token) }, Trainers = [] });
        scrubber = new Scrubber(current);
        log = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(this).CreateLogger();
        teller = new Teller(log, scrubber, TimeProvider.System);
    }

    void ILogEventSink.Emit(LogEvent logEvent) => heard = logEvent;

    private Dictionary<string, string> Entry() => JournalEntry.Of(heard!, scrubber).ToDictionary(field => field.Name, field => field.Value);

    [Fact]
    public void A_finding_is_an_entry_with_its_label_and_code_in_the_message_and_all_else_in_fields()
    {
        teller.Tell(new LedgerEvent(LedgerEventKind.Opened, Owner.Found("/mnt/hs/trainer_media", "1000:1000", "0:0"), "storage", "32.0.3", Now, Now));

        Assert.Equal(new Dictionary<string, string>
        {
            ["MESSAGE"] = "drift opened (storage.media-owner): /mnt/hs/trainer_media: 0:0; should be: 1000:1000",
            ["PRIORITY"] = "3",
            ["SYSLOG_IDENTIFIER"] = "hs-trainer-agent",
            ["SYSLOG_FACILITY"] = "3",
            ["MESSAGE_ID"] = EventKind.FindingOpened.MessageId,
            ["HS_EVENT"] = "opened",
            ["HS_CHECK"] = "storage",
            ["HS_CODE"] = "storage.media-owner",
            ["HS_TRAINER"] = "32.0.3",
            ["HS_SUBJECT"] = "/mnt/hs/trainer_media",
            ["HS_DESIRED"] = "1000:1000",
            ["HS_OBSERVED"] = "0:0",
            ["HS_FIX"] = "chown 1000:1000 /mnt/hs/trainer_media",
        }, Entry());
    }

    [Theory]
    [InlineData(nameof(EventKind.FindingOpened), "3")]
    [InlineData(nameof(EventKind.FindingCleared), "5")]
    [InlineData(nameof(EventKind.CheckBlind), "4")]
    [InlineData(nameof(EventKind.Applied), "5")]
    [InlineData(nameof(EventKind.ApplyPlanned), "6")]
    [InlineData(nameof(EventKind.AgentReady), "6")]
    [InlineData(nameof(EventKind.TrainerFailed), "3")]
    [InlineData(nameof(EventKind.TrainerStopped), "4")]
    [InlineData(nameof(EventKind.BusBack), "5")]
    public void The_priority_is_that_of_the_kind_and_what_ends_a_trouble_is_a_notice(string kind, string priority)
    {
        teller.Tell((EventKind)typeof(EventKind).GetField(kind)!.GetValue(null)!, "told");
        Assert.Equal(priority, Entry()["PRIORITY"]);
    }

    [Theory]
    [InlineData(LogEventLevel.Fatal, "2")]
    [InlineData(LogEventLevel.Error, "3")]
    [InlineData(LogEventLevel.Warning, "4")]
    [InlineData(LogEventLevel.Information, "6")]
    [InlineData(LogEventLevel.Debug, "7")]
    [InlineData(LogEventLevel.Verbose, "7")]
    public void The_frameworks_own_levels_are_those_of_syslog(LogEventLevel level, string priority)
    {
        log.Write(level, "told");
        Assert.Equal(priority, Entry()["PRIORITY"]);
    }

    [Fact]
    public void An_event_of_the_framework_says_who_tells_it_and_the_exception_without_its_stack()
    {
        log.ForContext("SourceContext", "Quartz.Core.JobRunShell").Error(new InvalidOperationException("no " + Token), "Job {Job} threw {Token}", "checks.api", Token);

        Assert.Equal(new Dictionary<string, string>
        {
            ["MESSAGE"] = "Quartz.Core.JobRunShell: Job \"checks.api\" threw \"***\" (InvalidOperationException: no ***)",
            ["PRIORITY"] = "3",
            ["SYSLOG_IDENTIFIER"] = "hs-trainer-agent",
            ["SYSLOG_FACILITY"] = "3",
        }, Entry());
    }

    [Fact]
    public void Line_breaks_stay_control_characters_do_not_steer_the_terminal_and_nothing_is_cut()
    {
        var subject = "/mnt/\e[2J" + new string('x', 300_000);

        teller.Tell(EventKind.FindingOpened, $"one\ntwo {subject}\0", (Field.Fix, "first\nsecond\0"), (Field.Subject, subject));

        var entry = Entry();
        Assert.Equal(@"drift opened: one" + "\n" + @"two /mnt/\x1b[2J" + subject[9..], entry["MESSAGE"]);
        Assert.Equal("first\nsecond", entry["HS_FIX"]);
        Assert.Equal(subject, entry["HS_SUBJECT"]);
    }

    [Fact]
    public void The_token_is_in_no_field_in_none_of_its_forms()
    {
        var forms = new Secret(Token).RevealForms();
        // As an event that did not come through the teller would have them; a NUL within does not hide it.
        var texts = forms.Append(Token.Insert(5, "\0"));
        heard = new LogEvent(Now, LogEventLevel.Error, new InvalidOperationException(string.Join(' ', texts)), new MessageTemplate([new TextToken(string.Join('\n', texts))]),
            [.. new[] { "HS_FIX", "HS_OBSERVED", "SourceContext" }.Select(name => new LogEventProperty(name, new ScalarValue(string.Join(", ", texts))))]);

        Assert.All(Entry().Values, value => Assert.All(forms, form => Assert.DoesNotContain(form, value)));
        Assert.Contains("***", Entry()["HS_FIX"]);
    }
}
