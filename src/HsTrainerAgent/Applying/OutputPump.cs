using System.Threading.Channels;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>
/// Carries a script's output line by line, redacted, to a writer until the last process that holds the pipe is gone. A writer that breaks or
/// blocks never stops the script: lines that find no room are counted and dropped.
/// </summary>
internal sealed class OutputPump(Stream output, Secret token, TextWriter writer, string prefix)
{
    private const int Room = 4096;
    private const int ReadSize = 8192;

    private readonly Channel<string> lines = Channel.CreateBounded<string>(new BoundedChannelOptions(Room) { SingleReader = true, SingleWriter = true });
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? last;
    private long dropped;

    /// <summary>Completes when the pipe has reached its end, that is when nobody holds it open any more.</summary>
    public Task Ended => ended.Task;

    /// <summary>The last line that was not blank, redacted; often the reason for a failure.</summary>
    public string? LastLine => last;

    public void Start()
    {
        new Thread(Read) { IsBackground = true, Name = "run.sh output" }.Start();
        new Thread(() => WriteAsync().GetAwaiter().GetResult()) { IsBackground = true, Name = "run.sh log" }.Start();
    }

    /// <summary>Waits until what was read is written, but not for a writer that blocks.</summary>
    public async Task FlushAsync(TimeSpan within)
    {
        lines.Writer.TryComplete();
        await Task.WhenAny(lines.Reader.Completion, Task.Delay(within)).ConfigureAwait(false);
    }

    private void Read()
    {
        var redactor = new Redactor(token);
        var buffer = new byte[ReadSize];
        try
        {
            for (int count; (count = output.Read(buffer)) > 0;)
            {
                foreach (var line in redactor.Feed(buffer.AsSpan(0, count)))
                    Tell(line);
            }
        }
        catch (IOException)
        {
            // A pipe that breaks has ended.
        }
        if (redactor.Rest() is { } rest)
            Tell(rest);
        ended.SetResult();
    }

    private void Tell(string line)
    {
        if (!string.IsNullOrWhiteSpace(line))
            last = line;
        if (!lines.Writer.TryWrite(line))
            Interlocked.Increment(ref dropped);
    }

    private async Task WriteAsync()
    {
        await foreach (var line in lines.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                if (Interlocked.Exchange(ref dropped, 0) is var lost and > 0)
                    await writer.WriteLineAsync($"{prefix}({lost} lines were dropped: the log did not keep up)").ConfigureAwait(false);
                await writer.WriteLineAsync(prefix + line).ConfigureAwait(false);
                await writer.FlushAsync().ConfigureAwait(false);
            }
            catch (Exception broken) when (broken is IOException or ObjectDisposedException)
            {
                // Nobody reads the log any more; the script's pipe is drained all the same.
            }
        }
    }
}
