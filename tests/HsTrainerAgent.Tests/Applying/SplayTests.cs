using CsCheck;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Applying;

public class SplayTests
{
    private static TimeSpan Of(string machine, double minutes, params double[] windows) => Splay.Of(new ApplySettings
    {
        Splay = TimeSpan.FromMinutes(minutes),
        Windows = [.. windows.Select(length => new ApplyWindow(Schedule.At("0 0 22 * * ?"), TimeSpan.FromMinutes(length)))],
    }, machine);

    [Fact]
    public void It_is_within_its_bounds_and_always_the_same() =>
        Gen.Select(Gen.String, Gen.Double[0.02, 43200], Gen.Double[0.02, 43200]).Sample((machine, splay, window) =>
        {
            var wait = Of(machine, splay, window);
            Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromMinutes(Math.Min(splay, window)) - TimeSpan.FromTicks(1));
            Assert.Equal(wait, Of(machine, splay, window));
        });

    [Fact]
    public void A_fleet_is_spread_over_the_whole_of_it()
    {
        var waits = Enumerable.Range(0, 1000).Select(host => Of($"{host:x32}", 10).TotalMinutes).ToList();
        foreach (var part in waits.GroupBy(wait => (int)wait))
            Assert.InRange(part.Count(), 60, 145);
        Assert.Equal(1000, waits.Distinct().Count());
    }

    [Fact]
    public void Without_it_nobody_waits() => Assert.Equal(TimeSpan.Zero, Of("0123", 0, 60));

    [Fact]
    public void What_tells_machines_apart_is_the_machine_id()
    {
        var root = Directory.CreateTempSubdirectory().FullName;
        Directory.CreateDirectory(Path.Combine(root, "etc"));
        File.WriteAllText(Path.Combine(root, "etc/machine-id"), "0123456789abcdef0123456789abcdef\n");
        Assert.Equal("0123456789abcdef0123456789abcdef", Splay.Machine(new HostPaths(root)));
        File.WriteAllText(Path.Combine(root, "etc/machine-id"), "");
        Assert.Equal(Environment.MachineName, Splay.Machine(new HostPaths(root)));
        TemporaryFolder.Delete(root);
    }
}
