using HsTrainerAgent.Hosting.Reporting;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>An operator's requests to read the settings again, and their answer to systemd: RELOADING at once, READY when the settings were judged or nobody should wait any longer.</summary>
internal sealed class ReloadRequests(SystemdNotices systemd, StatusWriter status, TimeProvider clock) : IDisposable
{
    private readonly Lock gate = new();

    /// <summary>Keeps the words to systemd in the order of what they are about; taken before the other and held longer, for systemd may be slow to take them.</summary>
    private readonly Lock telling = new();
    private readonly SemaphoreSlim news = new(0);
    private int asked, judged, answered;
    private long askedAt;

    public void Ask()
    {
        lock (telling)
        {
            lock (gate)
            {
                // The first of several that are open is the one that has waited longest.
                askedAt = asked == answered ? clock.GetTimestamp() : askedAt;
                asked++;
            }
            systemd.Reloading();
        }
        news.Release();
    }

    /// <summary>Waits for the next request, but no longer than this.</summary>
    public Task AskedAsync(TimeSpan longest, CancellationToken cancellation) => news.WaitAsync(longest, cancellation);

    /// <summary>The last request that no settings were judged for; null when there is none.</summary>
    public int? Open
    {
        get
        {
            lock (gate)
                return asked == judged ? null : asked;
        }
    }

    /// <summary>Whether systemd still waits for an answer.</summary>
    public bool IsUnanswered
    {
        get
        {
            lock (gate)
                return asked != answered;
        }
    }

    /// <summary>The settings were judged after this request: what they came to is in the status report before systemd hears of it.</summary>
    public Task JudgedAsync(int request, CancellationToken cancellation)
    {
        lock (gate)
            judged = request;
        return AnswerAsync(request, cancellation);
    }

    /// <summary>Answers a request that has been open for longer than this, although its settings were not judged.</summary>
    public Task AnswerOlderAsync(TimeSpan patience, CancellationToken cancellation)
    {
        int request;
        lock (gate)
        {
            if (asked == answered || clock.GetElapsedTime(askedAt) < patience)
                return Task.CompletedTask;
            request = asked;
        }
        return AnswerAsync(request, cancellation);
    }

    public void Dispose() => news.Dispose();

    private async Task AnswerAsync(int request, CancellationToken cancellation)
    {
        await status.WriteAsync(cancellation).ConfigureAwait(false);
        lock (telling)
        {
            lock (gate)
            {
                // A newer request has told systemd anew that it is to wait; an answer to this one would end that one too.
                if (answered == request || asked != request)
                    return;
                answered = request;
            }
            systemd.Reloaded();
        }
    }
}
