using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Broker;

/// <summary>The broker's side of one connection, on standard input and output as systemd hands it over (systemd.socket(5), Accept=yes).</summary>
/// <param name="outputFile">The descriptor of the output.</param>
internal sealed class Connection(Stream input, Stream output, int outputFile, TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>For the whole line to arrive.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The request; null when the line is too long, too late or no request.</summary>
    public async Task<BrokerRequest?> RequestAsync()
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        var line = new byte[BrokerRequest.Longest + 1];
        var length = 0;
        try
        {
            while (length < line.Length && !line.AsSpan(0, length).Contains((byte)'\n')
                && await input.ReadAsync(line.AsMemory(length), patience.Token).AsTask().WaitAsync(patience.Token).ConfigureAwait(false) is > 0 and var read)
                length += read;
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            return null;
        }
        return BrokerRequest.Parse(line.AsSpan(0, length));
    }

    /// <summary>Completes when the client has gone away; one that has only said all it has to say (shutdown(2), <c>nc -N</c>) waits for the answer.</summary>
    public async Task GoneAsync()
    {
        while (!Libc.IsHungUp(outputFile))
            await Task.Delay(Poll, clock).ConfigureAwait(false);
    }

    public async Task AnswerAsync(BrokerAnswer answer)
    {
        try
        {
            await output.WriteAsync(answer.Line).ConfigureAwait(false);
            await output.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The client did not wait.
        }
    }
}
