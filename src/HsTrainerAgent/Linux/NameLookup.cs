using System.Collections.Concurrent;
using System.Net;

namespace HsTrainerAgent.Linux;

/// <summary>Resolves a name as the host does, within a deadline; while a lookup hangs, later ones for that name wait for it instead of piling up threads.</summary>
internal static class NameLookup
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<IPAddress[]>>> Running = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The addresses, in the order in which the host prefers them.</summary>
    /// <exception cref="TimeoutException">No answer within the deadline.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The name cannot be resolved.</exception>
    public static async Task<IPAddress[]> ResolveAsync(string host, TimeSpan deadline, TimeProvider clock, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out var literal))
            return [literal];
        var lookup = Running.GetOrAdd(host, static name => new Lazy<Task<IPAddress[]>>(() => Start(name))).Value;
        return await lookup.WaitAsync(deadline, clock, cancellation).ConfigureAwait(false);
    }

    // getaddrinfo blocks for as long as the resolver likes: a thread of its own keeps the pool free.
    private static Task<IPAddress[]> Start(string host) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                return Dns.GetHostAddresses(host);
            }
            finally
            {
                Running.TryRemove(host, out _);
            }
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
