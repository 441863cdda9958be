using HsTrainerAgent.Applying;

namespace HsTrainerAgent.Tests.Applying;

public class LogLinesTests
{
    [Fact]
    public async Task What_was_told_last_is_written_when_the_flush_is_over()
    {
        using var log = new Slow(TimeSpan.FromMilliseconds(300));
        var lines = new LogLines(log);
        lines.Tell("one");
        lines.Tell("two");

        await lines.FlushAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("one\ntwo\n", log.ToString());
    }

    [Fact]
    public async Task A_log_that_takes_nothing_holds_nobody_up()
    {
        using var log = new Slow(Timeout.InfiniteTimeSpan);
        var lines = new LogLines(log);
        lines.Tell("one");

        await lines.FlushAsync(TimeSpan.FromMilliseconds(100)).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal("", log.ToString());
    }

    /// <summary>Takes its time before each line.</summary>
    private sealed class Slow(TimeSpan pause) : StringWriter
    {
        public override async Task WriteLineAsync(string? value)
        {
            await Task.Delay(pause);
            WriteLine(value);
        }
    }
}
