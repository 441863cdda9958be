using System.Net;
using System.Text;

namespace HsTrainerAgent.Linux;

/// <summary>
/// Tells which addresses lead to this very machine: loopback, and those of its interfaces. From the kernel's tables in /proc/net, because getifaddrs(3)
/// needs a netlink socket, which the agent's unit does not allow (RestrictAddressFamilies=).
/// </summary>
internal static class OwnAddresses
{
    private const string V4 = "/proc/net/fib_trie", V6 = "/proc/net/if_inet6";

    /// <summary>In bytes; a router's table would be longer, and no trainer lives there.</summary>
    private const int Longest = 4 << 20;

    /// <exception cref="IOException">The tables cannot be read.</exception>
    public static IReadOnlySet<IPAddress> All() => OfTrie(Read(V4) ?? "").Concat(OfInterfaces(Read(V6) ?? "")).Select(Plain).ToHashSet();

    public static bool Contains(IReadOnlySet<IPAddress> own, IPAddress address) => IPAddress.IsLoopback(Plain(address)) || own.Contains(Plain(address));

    /// <summary>Each address of the table stands after <c>|--</c>, with its routes on the lines below it; an interface's own has <c>/32 host LOCAL</c>.</summary>
    public static IEnumerable<IPAddress> OfTrie(string table)
    {
        IPAddress? leaf = null;
        foreach (var line in table.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.StartsWith("|-- ", StringComparison.Ordinal))
                leaf = IPAddress.TryParse(line.AsSpan(4), out var address) ? address : null;
            else if (line == "/32 host LOCAL" && leaf is not null)
                yield return leaf;
        }
    }

    /// <summary>Each line begins with an address in 32 hex digits.</summary>
    public static IEnumerable<IPAddress> OfInterfaces(string table) =>
        from line in table.Split('\n')
        where line.Length > 32 && line.Take(32).All(char.IsAsciiHexDigit)
        select new IPAddress(Convert.FromHexString(line.AsSpan(0, 32)));

    // A kernel without IPv4 or IPv6 lacks that table.
    private static string? Read(string path) => WholeFile.Read(path, Longest) switch
    {
        { Problem: FileProblem.None } file => Encoding.ASCII.GetString(file.Bytes),
        { Problem: FileProblem.Missing } => null,
        { Wrong: var wrong } => throw new IOException($"{path} {wrong}"),
    };

    // 127.0.0.1 also comes as ::ffff:127.0.0.1, and a link-local address with the number of its interface.
    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());
}
