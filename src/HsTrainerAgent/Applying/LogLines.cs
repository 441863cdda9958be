using System.Threading.Channels;

namespace HsTrainerAgent.Applying;

/// <summary>Hands lines to a writer that may block or break without ever holding up whoever tells them: lines that find no room are counted and dropped.</summary>
internal sealed class LogLines
{
    private const int Room = 4096;

    private readonly Channel<string> lines = Channel.CreateBounded<string>(new BoundedChannelOptions(Room) { SingleReader = true });
    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TextWriter writer;
    private long dropped;

    public LogLines(TextWriter writer)
    {
        this.writer = writer;
        new Thread(() => WriteAsync().GetAwaiter().GetResult()) { IsBackground = true, Name = "log lines" }.Start();
    }

    public void Tell(string line)
    {
        if (!lines.Writer.TryWrite(line))
            Interlocked.Increment(ref dropped);
    }

    /// <summary>Waits until what was told is written, but not for a writer that blocks; nothing can be told afterwards.</summary>
    public async Task FlushAsync(TimeSpan within)
    {
        lines.Writer.TryComplete();
        // Not the channel's own completion, which comes when the last line is taken out and not yet written.
        await Task.WhenAny(written.Task, Task.Delay(within)).ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        await foreach (var line in lines.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                if (Interlocked.Exchange(ref dropped, 0) is var lost and > 0)
                    await writer.WriteLineAsync($"({lost} lines were dropped: the log did not keep up)").ConfigureAwait(false);
                await writer.WriteLineAsync(line).ConfigureAwait(false);
                await writer.FlushAsync().ConfigureAwait(false);
            }
            catch (Exception broken) when (broken is IOException or ObjectDisposedException)
            {
                // Nobody reads the log any more; what is logged goes on all the same.
            }
        }
        written.SetResult();
    }
}
