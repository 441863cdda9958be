using HsTrainerAgent.Bundling;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Bundling;

public sealed class SupportBundleTests
{
    [Fact]
    public void All_parts_together_are_bounded_and_have_names_of_their_own()
    {
        var parts = SupportBundle.Parts(new Scene(new HostPaths("/"), "/nowhere", new SettingsReading(null, [], []), TimeProvider.System), []);

        Assert.InRange(parts.Sum(part => part.Limit), 1, 20 << 20);
        Assert.Equal(parts.Count, parts.Select(part => part.Name).Distinct().Count());
        Assert.All(parts, part => Assert.InRange(part.Deadline, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));
    }
}
