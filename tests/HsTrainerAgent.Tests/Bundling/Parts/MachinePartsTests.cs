using HsTrainerAgent.Bundling.Parts;

namespace HsTrainerAgent.Tests.Bundling.Parts;

public sealed class MachinePartsTests
{
    [Theory]
    [InlineData("http://me:pass@proxy:3128", "***@proxy:3128")]
    [InlineData("me:pass@proxy:3128", "***@proxy:3128")]
    [InlineData("http://me:p/a@s#s@proxy:3128/", "***@proxy:3128/")]
    [InlineData("http://proxy:3128", "http://proxy:3128")]
    [InlineData("localhost,.internal", "localhost,.internal")]
    public void A_proxy_is_shown_without_its_user_and_password(string proxy, string shown) => Assert.Equal(shown, MachineParts.WithoutUser(proxy));
}
