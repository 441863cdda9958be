using HsTrainerAgent.Applying;
using HsTrainerAgent.Linux;
using Microsoft.Extensions.Time.Testing;

namespace HsTrainerAgent.Tests.Applying;

public sealed class PauseTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory().FullName;
    private readonly HostPaths host;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public PauseTests() => host = new HostPaths(root);

    public void Dispose() => TemporaryFolder.Delete(root);

    private Pause Begin(TimeSpan length) => Pause.Begin(length, "training", "alice", clock);

    private PauseStanding Standing => PauseStanding.Of(host, clock);

    [Fact]
    public void It_holds_until_its_time_is_over_and_is_read_as_it_was_written()
    {
        Assert.Equal(PauseStanding.None, Standing);
        var pause = Begin(TimeSpan.FromHours(2));
        pause.Write(host.Pause);

        Assert.Equal((pause, DateTimeOffset.Parse("2026-11-23T14:00Z"), null), (Standing.InForce, Standing.Ends, Standing.Unclear));
        Assert.Equal((UnixFileMode)0b110_100_000, File.GetUnixFileMode(host.Pause));
        clock.Advance(TimeSpan.FromMinutes(119.99));
        Assert.True(Standing.Holds);
        clock.Advance(TimeSpan.FromMinutes(0.01));
        Assert.Equal(PauseStanding.None, Standing);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(-5000)]
    [InlineData(5)]
    public void A_clock_that_is_set_neither_stretches_nor_ends_it(double hours)
    {
        var began = new Booted(clock.GetUtcNow(), TimeSpan.FromDays(3));
        Pause.Begin(TimeSpan.FromHours(2), "training", "alice", began).Write(host.Pause);
        PauseStanding After(double minutes) => PauseStanding.Of(host, began.Later(TimeSpan.FromMinutes(minutes), TimeSpan.FromHours(hours)));

        Assert.Equal(DateTimeOffset.Parse("2026-11-23T14:00Z").AddHours(hours), After(60).Ends);
        Assert.True(After(119.9).Holds);
        Assert.False(After(120).Holds);
    }

    [Fact]
    public void After_a_boot_the_wall_clock_tells_and_one_from_before_it_began_tells_nothing()
    {
        var earlier = Begin(TimeSpan.FromHours(2)) with { Boot = "another" };
        earlier.Write(host.Pause);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((TimeSpan.FromHours(1), true), (earlier.Left(clock), Standing.Holds));
        // The machine's clock lost its time; two hours after the boot the pause is over at the latest.
        Assert.Equal(TimeSpan.FromMinutes(90), earlier.Left(new Booted(earlier.Since.AddYears(-50), TimeSpan.FromMinutes(30))));
        Assert.True(earlier.Left(new Booted(earlier.Since.AddYears(-50), TimeSpan.FromHours(3))) <= TimeSpan.Zero);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ half")]
    [InlineData("null")]
    [InlineData("""{ "since": "2026-11-23T12:00:00Z", "reason": "x", "by": "y" }""")]
    [InlineData("""{ "since": "2026-11-23T12:00:00Z", "until": "2026-11-23T12:00:00Z", "reason": "x", "by": "y" }""")]
    [InlineData("""{ "since": "2026-11-23T12:00:00Z", "until": "2036-11-23T12:00:00Z", "reason": "x", "by": "y" }""")]
    [InlineData("""{ "since": "2026-11-23T12:00:00Z", "until": "2026-11-23T14:00:00Z", "reason": null, "by": "y" }""")]
    public void What_makes_no_sense_holds_and_says_how_to_end_it(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(host.Pause)!);
        File.WriteAllText(host.Pause, text);

        Assert.True(Standing is { Holds: true, Damaged: true, InForce: null });
        Assert.Equal("/var/lib/hs-trainer/.pause.json is damaged: whether somebody has paused the agent cannot be told; to end it: sudo hs-trainer-agent resume", Standing.Unclear);
    }

    [Fact]
    public void What_cannot_be_read_holds_too()
    {
        Directory.CreateDirectory(host.Pause);
        Assert.True(Standing is { Holds: true, Damaged: false });
    }

    [Fact]
    public void One_of_another_version_is_understood()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(host.Pause)!);
        File.WriteAllText(host.Pause, """{ "since": "2026-11-23T12:00:00Z", "until": "2026-11-23T14:00:00+00:00", "reason": "x", "by": "y", "later": { "a": 1 } }""");
        Assert.Equal(TimeSpan.FromHours(2), Standing.InForce!.Left(clock));
    }

    [Theory]
    [InlineData("\"monotonicSeconds\": 5")]
    [InlineData("\"boot\": \"BOOT\", \"monotonicSeconds\": -1e300")]
    [InlineData("\"boot\": \"BOOT\", \"monotonicSeconds\": 1e300")]
    public void A_count_of_the_machine_that_cannot_be_true_is_left_aside_and_the_wall_clock_tells(string count)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(host.Pause)!);
        File.WriteAllText(host.Pause, $$"""{ "since": "2026-11-23T12:00:00Z", "until": "2026-11-23T14:00:00Z", "reason": "x", "by": "y", {{count.Replace("BOOT", Boot.Id)}} }""");
        Assert.Equal(TimeSpan.FromHours(2), Standing.InForce!.Left(clock));
        clock.Advance(TimeSpan.FromHours(2));
        Assert.False(Standing.Holds);
    }

    [Theory]
    [InlineData(" training\r\n\trun  17 ", "training run 17")]
    [InlineData("red \x1b[31m", @"red \x1b[31m")]
    [InlineData("a\u202eb", @"a\u202eb")]
    [InlineData(" \n ", "")]
    public void A_reason_is_one_line_that_steers_no_terminal(string reason, string kept) => Assert.Equal(kept, Pause.Clean(reason));

    private sealed class Booted(DateTimeOffset now, TimeSpan ago) : TimeProvider
    {
        public Booted Later(TimeSpan passed, TimeSpan step) => new(now + passed + step, ago + passed);

        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => ago.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
