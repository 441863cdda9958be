using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.SeLinux;
using HsTrainerAgent.Tests.Linux.Labels;

namespace HsTrainerAgent.Tests.Checks.SeLinux;

public sealed class SeLinuxCheckTests : IDisposable
{
    private readonly TrainerHost host = new();

    public SeLinuxCheckTests()
    {
        Labelling.SkipUnlessPossible(host.Root);
        host.Write("/sys/fs/selinux/enforce", "1");
        Labelling.SetAll(host.File("/mnt/hs"), Labelling.Right);
    }

    private CheckOutcome Look(string version = "32.0.3") => host.Look(new SeLinuxCheck(), version);

    private void Make(string path, string type)
    {
        host.Write(path, "");
        Labelling.Set(host.File(path), Labelling.OfType(type));
    }

    [Fact]
    public void A_host_labelled_as_the_article_wants_it_is_in_sync()
    {
        Make(TrainerHost.Media + "/model", "container_file_t");

        var outcome = Look();

        Assert.Equal((CheckStatus.InSync, null), (outcome.Status, outcome.Reason));
        Assert.Equal("""{"policy":"not asked: /etc/selinux/config names none","media":{"entries":1},"database":{"entries":1}}""", outcome.Facts!.ToJsonString());
    }

    [Fact]
    public void Without_selinux_it_does_not_apply()
    {
        host.Run("rm -r " + host.File("/sys"));
        Labelling.Set(host.File(TrainerHost.Media), Labelling.OfType("mnt_t"));

        var outcome = Look();

        Assert.Equal((CheckStatus.NotApplicable, "SELinux is disabled: there is no /sys/fs/selinux/enforce"), (outcome.Status, outcome.Reason));
    }

    [Fact]
    public void Every_drift_is_named_with_its_cure()
    {
        host.Write("/sys/fs/selinux/enforce", "0");
        Labelling.Set(host.File(TrainerHost.Media), "system_u:object_r:mnt_t:s0:c12,c300");
        Make(TrainerHost.Media + "/moved\nin", "user_home_t");
        foreach (var number in Enumerable.Range(1, 7))
            Make($"{TrainerHost.Database}/file{number}", "mnt_t");

        Assert.Equal(
            [
                "warning selinux.permissive /sys/fs/selinux/enforce: permissive, not enforcing; setenforce 1",
                "error selinux.media-label /mnt/hs/trainer_media: mnt_t, not container_file_t; chcon -t container_file_t /mnt/hs/trainer_media",
                @"warning selinux.media-content-label /mnt/hs/trainer_media: 1 of 1 has another: moved\nin (user_home_t), not container_file_t; "
                + "chcon -R -t container_file_t /mnt/hs/trainer_media",
                "warning selinux.categories /mnt/hs/trainer_media: s0:c12,c300, not s0; chcon -R -l s0 /mnt/hs/trainer_media",
                "error selinux.database-label /mnt/hs/postgres_trainer32_0: 7 of 8 have another: file1 (mnt_t), file2 (mnt_t), file3 (mnt_t), file4 (mnt_t), "
                + "file5 (mnt_t) and 2 more, not container_file_t; chcon -R -t container_file_t /mnt/hs/postgres_trainer32_0",
            ],
            Look().Lines());
    }

    [Fact]
    public void Categories_of_what_is_in_a_folder_and_its_own_are_one_finding()
    {
        Make(TrainerHost.Media + "/model", "container_file_t");
        Make(TrainerHost.Media + "/private", "container_file_t");
        Labelling.Set(host.File(TrainerHost.Media + "/private"), "system_u:object_r:container_file_t:s0:c3,c4");
        Labelling.Set(host.File(TrainerHost.Database), "system_u:object_r:container_file_t:s0-s0:c0.c1023");
        foreach (var number in Enumerable.Range(1, 6))
        {
            Make($"{TrainerHost.Database}/file{number}", "container_file_t");
            Labelling.Set(host.File($"{TrainerHost.Database}/file{number}"), "system_u:object_r:container_file_t:s0:c3");
        }

        Assert.Equal(
            [
                "warning selinux.categories /mnt/hs/trainer_media: 1 of 2 has categories: private (s0:c3,c4), not s0; chcon -R -l s0 /mnt/hs/trainer_media",
                "warning selinux.categories /mnt/hs/postgres_trainer32_0: s0-s0:c0.c1023; 6 of 7 have categories: file1 (s0:c3), file2 (s0:c3), file3 (s0:c3), "
                + "file4 (s0:c3), file5 (s0:c3) and 1 more, not s0; chcon -R -l s0 /mnt/hs/postgres_trainer32_0",
            ],
            Look().Lines());
    }

    [Fact]
    public void A_missing_database_folder_is_named_and_for_v28_it_is_a_warning()
    {
        host.Run($"rm -r {TrainerHost.Database} && mkdir /mnt/hs/media");
        Labelling.Set(host.File("/mnt/hs/media"), Labelling.Right);

        Assert.Equal(
            [
                "error selinux.database-missing /mnt/hs/postgres_trainer32_0: missing, not a folder of type container_file_t; "
                + "mkdir -p /mnt/hs/postgres_trainer32_0 && chcon -R -t container_file_t /mnt/hs/postgres_trainer32_0",
            ],
            Look().Lines());
        Assert.Equal(
            [
                "warning selinux.database-missing /mnt/hs/postgresql: missing, not a folder of type container_file_t; "
                + "# Start the trainer once, which makes it; then: chcon -R -t container_file_t /mnt/hs/postgresql",
            ],
            Look("28.2.3").Lines());
    }

    [Fact]
    public void A_media_folder_that_is_missing_is_left_to_the_storage_check()
    {
        host.Run($"rm -r {TrainerHost.Media}");

        Assert.Equal(CheckStatus.InSync, Look().Status);
    }

    [Fact]
    public void A_shared_file_system_is_not_entered()
    {
        Make(TrainerHost.Database + "/file", "mnt_t");
        host.Mounts("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:40 / /mnt/hs/postgres_trainer32_0 rw - nfs4 nas:/pg rw\n");

        var outcome = Look();

        Assert.Equal(CheckStatus.Unknown, outcome.Status);
        Assert.Equal("/mnt/hs/postgres_trainer32_0 was not touched, as it lies on nfs4 (nas:/pg) mounted at /mnt/hs/postgres_trainer32_0", outcome.Reason);
    }

    [Fact]
    public void A_file_system_mounted_inside_is_skipped_and_in_the_facts()
    {
        Make(TrainerHost.Database + "/inside/file", "mnt_t");
        host.Mounts("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:40 / /mnt/hs/postgres_trainer32_0/inside rw - nfs4 nas:/pg rw\n");

        var outcome = Look();

        Assert.Equal(CheckStatus.InSync, outcome.Status);
        Assert.Equal("""{"entries":1,"skippedMounts":["inside (nfs4)"]}""", outcome.Facts!["database"]!.ToJsonString());
    }

    [Fact]
    public void A_version_without_a_layout_is_unknown() => Assert.Equal((CheckStatus.Unknown, "version 29.0 has no documented layout: the article's tables leave 29.x out"),
        (Look("29.0").Status, Look("29.0").Reason));

    public void Dispose() => host.Dispose();
}
