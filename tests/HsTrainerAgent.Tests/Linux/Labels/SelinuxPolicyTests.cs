using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;
using HsTrainerAgent.Tests.Checks;

namespace HsTrainerAgent.Tests.Linux.Labels;

public sealed class SelinuxPolicyTests : IDisposable
{
    private readonly TrainerHost host = new();

    [Theory]
    [InlineData("SELINUX=enforcing\nSELINUXTYPE=targeted\n", "enforcing", "targeted")]
    [InlineData("selinux=Permissive\nselinuxtype= mls \n", "permissive", "mls")]
    [InlineData("SELINUX=on\nSELINUXTYPE=\n", null, null)]
    [InlineData("SELINUXTYPE=../../tmp\n", null, null)]
    [InlineData("SELINUXTYPE=targeted\0/x\n", null, null)]
    [InlineData("", null, null)]
    public void What_the_file_says_counts_and_what_is_no_policys_name_is_none(string config, string? mode, string? type)
    {
        host.Write("/etc/selinux/config", config);

        var policy = SelinuxPolicy.Read(new HostPaths(host.Root));

        Assert.Equal((mode, type), (policy.Mode, policy.Type));
    }

    public void Dispose() => host.Dispose();
}
