using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.SeLinux;
using HsTrainerAgent.Linux.Labels;
using HsTrainerAgent.Tests.Linux.Labels;

namespace HsTrainerAgent.Tests.Checks.SeLinux;

/// <summary>What the policy says of the folders' paths, asked of the system's libselinux.</summary>
public sealed class PersistenceTests : IDisposable
{
    private const string Contexts = "/etc/selinux/targeted/contexts";

    /// <summary>The lines that matter here, as RHEL's and Debian's policies have them.</summary>
    private const string Policy = """
        /.*	system_u:object_r:default_t:s0
        /mnt(/[^/]*)?	-d	system_u:object_r:mnt_t:s0
        /mnt/[^/]*/.*	<<none>>
        /srv(/.*)?	system_u:object_r:var_t:s0

        """;

    private readonly TrainerHost host = new();

    public PersistenceTests()
    {
        Assert.SkipUnless(Libselinux.IsThere, Libselinux.Missing);
        Labelling.SkipUnlessPossible(host.Root);
        host.Write("/sys/fs/selinux/enforce", "1");
        host.Write("/etc/selinux/config", "# comment\nSELINUX=enforcing\nSELINUXTYPE=targeted\n");
        host.Write(Contexts + "/files/file_contexts", Policy);
        host.Write(Contexts + "/customizable_types", "svirt_image_t\ncontainer_file_t\n");
        Labelling.SetAll(host.File("/mnt/hs"), Labelling.Right);
    }

    private CheckOutcome Look(string path)
    {
        Directory.CreateDirectory(host.File(path) + "/trainer_media");
        Directory.CreateDirectory(host.File(path) + "/postgres_trainer32_0");
        Labelling.SetAll(host.File(path), Labelling.Right);
        return host.Look(new SeLinuxCheck(), path: path);
    }

    [Fact]
    public void What_the_policy_leaves_alone_is_in_sync()
    {
        var outcome = Look("/mnt/hs");

        Assert.Equal((CheckStatus.InSync, null), (outcome.Status, outcome.Reason));
        Assert.Equal("targeted", outcome.Facts!["policy"]!.GetValue<string>());
    }

    [Fact]
    public void Another_type_in_the_policy_is_told_with_what_would_set_it_and_the_rule_that_cures_it() =>
        Assert.Equal(
            [
                "warning selinux.not-persistent /app/H.S/trainer_media: default_t, which a forced relabel (restorecon -F, fixfiles -F) would set, not container_file_t in the policy; "
                + @"semanage fcontext -a -t container_file_t '/app/H\.S/trainer_media(/.*)?' && restorecon -R /app/H.S/trainer_media",
                "warning selinux.not-persistent /app/H.S/postgres_trainer32_0: default_t, which a forced relabel (restorecon -F, fixfiles -F) would set, not container_file_t in the policy; "
                + @"semanage fcontext -a -t container_file_t '/app/H\.S/postgres_trainer32_0(/.*)?' && restorecon -R /app/H.S/postgres_trainer32_0",
            ],
            Look("/app/H.S").Lines());

    [Theory]
    [InlineData("svirt_image_t\n", null, "any relabel (restorecon, fixfiles, /.autorelabel)")]
    [InlineData("svirt_image_t\n", "", "the next boot (/.autorelabel asks for a relabel)")]
    [InlineData("container_file_t\n", "", "a forced relabel (restorecon -F, fixfiles -F)")]
    [InlineData("container_file_t\n", "-T 0 \n", "a forced relabel (restorecon -F, fixfiles -F)")]
    [InlineData("container_file_t\n", "-F \n", "the next boot (/.autorelabel asks for a relabel)")]
    public void When_it_would_be_lost_depends_on_the_policy_and_on_what_is_asked_of_the_next_boot(string customizable, string? autorelabel, string when)
    {
        host.Write(Contexts + "/customizable_types", customizable);
        if (autorelabel is not null)
            host.Write("/.autorelabel", autorelabel);

        Assert.All(Look("/app/HS").Findings, finding => Assert.Equal($"default_t, which {when} would set", finding.Observed));
    }

    [Fact]
    public void A_rule_for_the_folder_alone_forgets_what_is_in_it()
    {
        host.Write(Contexts + "/files/file_contexts.local", "/app/HS/trainer_media  system_u:object_r:container_file_t:s0\n/app/HS/postgres[^/]*(/.*)?  system_u:object_r:container_file_t:s0\n");

        var finding = Assert.Single(Look("/app/HS").Findings);
        Assert.StartsWith("default_t for what is in it, which a forced relabel", finding.Observed);
        Assert.Equal("/app/HS/trainer_media", finding.Subject);
    }

    [Fact]
    public void A_rule_of_another_type_is_modified()
    {
        host.Write(Contexts + "/files/file_contexts.local", "/srv/hs/trainer_media(/.*)?    system_u:object_r:public_content_t:s0\n");

        var findings = Look("/srv/hs").Findings;

        Assert.Equal(["public_content_t", "var_t"], findings.Select(finding => finding.Observed.Split(',')[0]));
        Assert.StartsWith("semanage fcontext -m -t", findings[0].Fix);
        Assert.StartsWith("semanage fcontext -a -t", findings[1].Fix);
    }

    [Theory]
    [InlineData("/app/HS")]
    [InlineData("/app/a.b+c(1)[x]")]
    [InlineData("/da ta/müll $1{}|^")]
    public void The_rule_that_the_cure_adds_is_one_that_libselinux_takes_and_clears_the_finding(string path)
    {
        Assert.Equal(2, Look(path).Findings.Count);

        // As semanage writes it.
        host.Write(Contexts + "/files/file_contexts.local", string.Concat(new[] { "trainer_media", "postgres_trainer32_0" }
            .Select(name => $"{FileContextsText.Expression($"{path}/{name}")}(/.*)?    system_u:object_r:container_file_t:s0\n")));

        Assert.Equal((CheckStatus.InSync, null), (Look(path).Status, Look(path).Reason));
        host.Write(Contexts + "/files/file_contexts.local", $"{FileContextsText.Expression($"{path}/xtrainer_media")}(/.*)?    system_u:object_r:container_file_t:s0\n");
        Assert.Equal(2, Look(path).Findings.Count);
    }

    [Fact]
    public void A_symlinked_path_is_judged_where_it_leads()
    {
        host.Run("mkdir -p /app/real/trainer_media && rmdir /mnt/hs/trainer_media");
        Directory.CreateSymbolicLink(host.File(TrainerHost.Media), "/app/real/trainer_media");
        Labelling.SetAll(host.File("/app"), Labelling.Right);

        var finding = Assert.Single(host.Look(new SeLinuxCheck()).Findings);
        Assert.Equal((TrainerHost.Media, true), (finding.Subject, finding.Fix.EndsWith("'/app/real/trainer_media(/.*)?' && restorecon -R /app/real/trainer_media", StringComparison.Ordinal)));
    }

    [Fact]
    public void File_contexts_that_cannot_be_loaded_are_unknown()
    {
        host.Run("rm " + host.File(Contexts + "/files/file_contexts"));

        var outcome = Look("/app/HS");

        Assert.Equal((CheckStatus.Unknown, "the policy's label for /app/HS/trainer_media: No such file or directory (errno 2); the policy's label for /app/HS/postgres_trainer32_0: No such file or directory (errno 2)"),
            (outcome.Status, outcome.Reason));
    }

    [Theory]
    [InlineData("1", "SELINUX=permissive", "/etc/selinux/config: enforcing, but permissive from the next boot on, not SELINUX=enforcing; sed -i 's/^SELINUX=.*/SELINUX=enforcing/' /etc/selinux/config")]
    [InlineData("1", "SELINUX=disabled", "/etc/selinux/config: enforcing, but disabled from the next boot on, not SELINUX=enforcing; sed -i 's/^SELINUX=.*/SELINUX=enforcing/' /etc/selinux/config")]
    [InlineData("0", "SELINUX=enforcing", "/sys/fs/selinux/enforce: permissive, but enforcing from the next boot on, not enforcing; setenforce 1")]
    [InlineData("0", "SELINUX=Permissive ", "/sys/fs/selinux/enforce: permissive, and permissive from the next boot on, not enforcing; setenforce 1 && sed -i 's/^SELINUX=.*/SELINUX=enforcing/' /etc/selinux/config")]
    [InlineData("0", "", "/sys/fs/selinux/enforce: permissive, not enforcing; setenforce 1")]
    public void The_mode_of_the_next_boot_is_looked_at_too(string enforce, string config, string line)
    {
        host.Write("/sys/fs/selinux/enforce", enforce);
        host.Write("/etc/selinux/config", $"{config}\nSELINUXTYPE=targeted\n");

        Assert.Equal(["warning selinux.permissive " + line], Look("/mnt/hs").Lines());
    }

    public void Dispose() => host.Dispose();
}
