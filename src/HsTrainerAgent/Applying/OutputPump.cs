using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Carries a script's output line by line, redacted, to the log until the last process that holds the pipe is gone.</summary>
internal sealed class OutputPump(Stream output, Secret token, LogLines log)
{
    private const int ReadSize = 8192;

    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? last;

    /// <summary>Completes when the pipe has reached its end, that is when nobody holds it open any more.</summary>
    public Task Ended => ended.Task;

    /// <summary>The last line that was not blank, redacted; often the reason for a failure.</summary>
    public string? LastLine => last;

    public void Start() => new Thread(Read) { IsBackground = true, Name = "run.sh output" }.Start();

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
        log.Tell(line);
    }
}
