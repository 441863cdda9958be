using System.Net;
using System.Net.NetworkInformation;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Linux;

public sealed class OwnAddressesTests
{
    [Fact]
    public void They_are_those_that_the_interfaces_have()
    {
        var interfaces = NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(own => new IPAddress(own.Address.GetAddressBytes())).Distinct().Select(address => address.ToString()).Order();

        Assert.Equal(interfaces, OwnAddresses.All().Select(address => address.ToString()).Order());
    }

    [Fact]
    public void A_network_its_broadcast_and_a_route_elsewhere_are_not_this_machine()
    {
        const string trie = """
            Main:
              +-- 0.0.0.0/0 3 0 5
                 |-- 0.0.0.0
                    /0 universe UNICAST
                 +-- 10.20.0.0/24 2 0 2
                    |-- 10.20.0.0
                       /24 link UNICAST
                    |-- 10.20.0.7
                       /32 host LOCAL
                    |-- 10.20.0.8
                       /32 link UNICAST
                       /32 host LOCAL
                    |-- 10.20.0.9
                       /32 universe UNICAST
                    |-- 10.20.0.255
                       /32 link BROADCAST
            """;

        Assert.Equal(["10.20.0.7", "10.20.0.8"], OwnAddresses.OfTrie(trie).Select(address => address.ToString()));
    }

    [Fact]
    public void A_line_that_begins_with_no_address_is_passed_over() =>
        Assert.Equal([IPAddress.IPv6Loopback], OwnAddresses.OfInterfaces("28" + new string('\0', 31) + "\n00000000000000000000000000000001 01 80 10 80       lo\n"));

    [Theory]
    [InlineData("127.0.1.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("fe80::1%3", true)]
    [InlineData("10.0.0.2", false)]
    public void An_address_is_the_same_in_each_of_its_forms(string address, bool expected)
    {
        HashSet<IPAddress> own = [IPAddress.Parse("10.0.0.1"), .. OwnAddresses.OfInterfaces("fe800000000000000000000000000001 03 40 20 80     eth0\n")];

        Assert.Equal(expected, OwnAddresses.Contains(own, IPAddress.Parse(address)));
    }
}
