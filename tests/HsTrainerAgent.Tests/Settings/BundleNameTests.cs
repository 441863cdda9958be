using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Settings;

public sealed class BundleNameTests
{
    [Theory]
    [InlineData("/opt/hs/hyperscience-trainer-32.0.3", "32.0.3")]
    [InlineData("/opt/hs/hyperscience-trainer-v32.0.3", "v32.0.3")]
    [InlineData("/opt/hs/hyperscience-trainer-32.0.3-rc1", "32.0.3-rc1")]
    [InlineData("/opt/hs/hyperscience-trainer-32.0.3-rc.1", "32.0.3-rc.1")]
    [InlineData("/opt/hs/hyperscience-trainer-40.2", "40.2")]
    [InlineData("/opt/hs/anything-42", "42")]
    [InlineData("/opt/hs-1.2/site-7-trainer-32.0.3", "32.0.3")]
    [InlineData("/opt/hs/hs-2024-trainer", null)]
    [InlineData("/opt/hs/hyperscience-trainer-32.0.3.tgz", null)]
    [InlineData("/opt/hs/hyperscience-trainer-32.0.3_old", null)]
    [InlineData("/opt/hs/current", null)]
    [InlineData("/opt/hs-32.0.3/trainer", null)]
    [InlineData("/opt/hs/trainer-32.0.3\n", null)]
    [InlineData("/opt/hs/trainer-3333333333333333333333333333333333333333333333333333333333332.0.3", null)]
    public void The_version_is_read_from_the_end_of_the_folders_name(string bundle, string? version) =>
        Assert.Equal(version, BundleName.OfBundle(bundle));

    [Theory]
    [InlineData("32.0.3", "32.0.3")]
    [InlineData("40.2+7", "40.2-7")]
    [InlineData("40.2~beta", "40.2-beta")]
    [InlineData("1.234567890123456789012345678901234567890123456789", "1.2345678901234567890123456789012345678901234567")]
    public void A_name_made_of_a_version_is_a_valid_name(string version, string name) => Assert.Equal(name, BundleName.AsName(version));
}
