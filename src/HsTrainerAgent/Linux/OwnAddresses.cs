using System.Net;
using System.Net.NetworkInformation;

namespace HsTrainerAgent.Linux;

/// <summary>Tells which addresses lead to this very machine: loopback, and those of its interfaces.</summary>
internal static class OwnAddresses
{
    public static IReadOnlySet<IPAddress> All() =>
        NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(own => Plain(own.Address)).ToHashSet();

    public static bool Contains(IReadOnlySet<IPAddress> own, IPAddress address) => IPAddress.IsLoopback(Plain(address)) || own.Contains(Plain(address));

    // 127.0.0.1 also comes as ::ffff:127.0.0.1, and a link-local address with the number of its interface.
    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());
}
