using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Storage;

namespace HsTrainerAgent.Tests.Checks.Storage;

public sealed class StorageFoldersTests : IDisposable
{
    private readonly TrainerHost host = new();

    private CheckOutcome Look(string version = "32.0.3", string path = "/mnt/hs") => host.Look(new StorageCheck(), version, path);

    [Fact]
    public void A_host_as_the_article_wants_it_is_in_sync()
    {
        Assert.SkipUnless(TrainerHost.IsRoot, "chown to 1000:1000 needs root");
        var outcome = Look();

        Assert.Equal((CheckStatus.InSync, null), (outcome.Status, outcome.Reason));
    }

    [Fact]
    public void A_missing_path_is_named_with_its_cure()
    {
        host.Run("rm -r /mnt/hs");

        Assert.Equal(
            [
                "error storage.path-missing /mnt/hs: missing, not a folder; mkdir -p /mnt/hs",
                "error storage.media-missing /mnt/hs/trainer_media: missing, not a folder of 1000:1000; mkdir -p /mnt/hs/trainer_media && chown 1000:1000 /mnt/hs/trainer_media",
            ],
            Look().Lines());
    }

    [Fact]
    public void The_media_folder_of_another_version_does_not_count() => Assert.Equal(
        ["error storage.media-missing /mnt/hs/media: missing, not a folder of 1000:1000; mkdir -p /mnt/hs/media && chown 1000:1000 /mnt/hs/media"],
        Look("32.0.2").Lines());

    [Fact]
    public void A_dangling_symlink_is_told_with_where_it_leads()
    {
        host.Run("rmdir /mnt/hs/trainer_media");
        Directory.CreateSymbolicLink(host.File(TrainerHost.Media), "/data/media");

        Assert.Equal(
            ["error storage.media-missing /mnt/hs/trainer_media: missing (it leads to /data/media), not a folder of 1000:1000; mkdir -p /data/media && chown 1000:1000 /data/media"],
            Look().Lines());
    }

    [Fact]
    public void A_wrong_owner_and_mode_are_named_and_their_cures_cure_them()
    {
        Assert.SkipUnless(TrainerHost.IsRoot, "chown needs root");
        host.Run("chown 0:1000 /mnt/hs/trainer_media && chmod 0575 /mnt/hs/trainer_media");

        var outcome = Look();

        Assert.Equal(
            [
                "error storage.media-owner /mnt/hs/trainer_media: 0:1000, not 1000:1000; chown 1000:1000 /mnt/hs/trainer_media",
                "error storage.media-not-writable /mnt/hs/trainer_media: 0575, not u+rwx; chmod u+rwx /mnt/hs/trainer_media",
            ],
            outcome.Lines());
        foreach (var finding in outcome.Findings)
            host.Run(finding.Fix);
        Assert.Equal(CheckStatus.InSync, Look().Status);
    }

    [Theory]
    [InlineData("0355")]
    [InlineData("0555")]
    [InlineData("0655")]
    public void The_owner_needs_to_read_write_and_enter_the_media_folder(string mode)
    {
        Assert.SkipUnless(TrainerHost.IsRoot, "chown needs root");
        host.Run($"chmod {mode} /mnt/hs/trainer_media");

        var finding = Assert.Single(Look().Findings);
        host.Run(finding.Fix);

        Assert.Equal($"error storage.media-not-writable /mnt/hs/trainer_media: {mode}, not u+rwx; chmod u+rwx /mnt/hs/trainer_media", finding.Line());
        Assert.Equal(CheckStatus.InSync, Look().Status);
    }

    [Fact]
    public void A_file_in_the_media_folders_place_is_moved_aside_by_the_cure()
    {
        Assert.SkipUnless(TrainerHost.IsRoot, "chown needs root");
        host.Run("rmdir /mnt/hs/trainer_media && echo kept > /mnt/hs/trainer_media");

        var finding = Assert.Single(Look().Findings);
        host.Run(finding.Fix);

        Assert.Equal(
            "error storage.media-not-a-folder /mnt/hs/trainer_media: a regular file, not a folder; "
            + "mv /mnt/hs/trainer_media /mnt/hs/trainer_media.aside && mkdir -p /mnt/hs/trainer_media && chown 1000:1000 /mnt/hs/trainer_media",
            finding.Line());
        Assert.Equal("kept\n", File.ReadAllText(host.File("/mnt/hs/trainer_media.aside")));
        Assert.Equal(CheckStatus.InSync, Look().Status);
    }

    [Fact]
    public void A_path_with_a_space_can_be_pasted()
    {
        Assert.SkipUnless(TrainerHost.IsRoot, "chown needs root");
        host.Run("mkdir -p '/app/my HS'");
        host.Write(TrainerHost.Bundle + "/.env", "HS_PATH='/app/my HS'\n");

        var outcome = Look(path: "/app/my HS");

        Assert.Equal("mkdir -p '/app/my HS/trainer_media' && chown 1000:1000 '/app/my HS/trainer_media'", Assert.Single(outcome.Findings).Fix);
        host.Run(outcome.Findings[0].Fix);
        Assert.Equal(CheckStatus.InSync, Look(path: "/app/my HS").Status);
    }

    [Fact]
    public void A_version_without_a_layout_still_has_its_path_and_env_looked_at()
    {
        host.Run("rm -r /mnt/hs && rm /opt/hs/*/.env");

        var outcome = Look("29.1");

        Assert.Equal(["storage.path-missing", "storage.env-missing"], outcome.Findings.Select(finding => finding.Code));
        Assert.Equal("version 29.1 has no documented layout: the article's tables leave 29.x out", outcome.Reason);
    }

    public void Dispose() => host.Dispose();
}
