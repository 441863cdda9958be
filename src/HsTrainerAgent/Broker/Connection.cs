namespace HsTrainerAgent.Broker;

/// <summary>The broker's side of one connection, on standard input and output as systemd hands it over (systemd.socket(5), Accept=yes).</summary>
internal sealed class Connection(Stream input, Stream output, TimeProvider clock)
{
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

    /// <summary>Completes when the client has gone away.</summary>
    public async Task GoneAsync()
    {
        var more = new byte[16];
        try
        {
            while (await input.ReadAsync(more).ConfigureAwait(false) > 0)
                continue;
        }
        catch (IOException)
        {
            // Gone, too.
        }
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
