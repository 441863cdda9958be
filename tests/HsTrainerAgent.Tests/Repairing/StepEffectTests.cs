using HsTrainerAgent.Settings;
using HsTrainerAgent.Tests.Checks;
using HsTrainerAgent.Tests.Linux.Labels;

namespace HsTrainerAgent.Tests.Repairing;

/// <summary>What is executed has the very effect of what is printed: each case is made twice, healed once by bash, once by the agent.</summary>
public sealed class StepEffectTests
{
    private const string Env = TrainerHost.Bundle + "/.env";

    private static readonly TlsSettings Tls = new() { Environment = [new("CA_FILE", "/certs/my ca.pem"), new("VERIFY", "true")] };

    private static void Same(Action<RepairBed> drift, string path = "/mnt/hs", bool tls = false, bool labelled = false)
    {
        using RepairBed pasted = new(path, tls ? Tls : null), repaired = new(path, tls ? Tls : null);
        foreach (var bed in new[] { pasted, repaired })
        {
            if (labelled)
                bed.WithSeLinux();
            drift(bed);
        }
        var before = repaired.Seen();
        pasted.Paste();
        var steps = repaired.Repair();

        Assert.NotEmpty(steps);
        Assert.All(steps, step => Assert.Contains(": done: ", step));
        Assert.NotEqual(before, repaired.Seen());
        Assert.Equal(pasted.Seen(), repaired.Seen());
        Assert.Empty(repaired.Look().Plan.Remedies);
        Assert.Empty(repaired.Repair());
    }

    [Fact]
    public void A_missing_media_folder() => Same(bed => bed.Host.Run($"rmdir {TrainerHost.Media}"));

    [Fact]
    public void A_media_folder_of_root_whose_content_stays_roots() => Same(bed => bed.Host.Run($"touch {TrainerHost.Media}/model && chown root:root {TrainerHost.Media} && chmod 2750 {TrainerHost.Media}"));

    [Fact]
    public void A_media_folder_behind_a_symlink_of_root() =>
        Same(bed => bed.Host.Run($"mkdir -p /mnt/data && chown 0:0 {TrainerHost.Media} && mv {TrainerHost.Media} /mnt/data/media && ln -s ../data/media {TrainerHost.Media}"));

    [Fact]
    public void A_missing_media_folder_to_which_a_symlink_of_root_leads() =>
        Same(bed => bed.Host.Run($"mkdir -p /mnt/data && rmdir {TrainerHost.Media} && ln -s ../data/media {TrainerHost.Media}"));

    [Fact]
    public void A_database_folder_behind_a_symlink_of_root() => Same(bed =>
    {
        bed.Host.Run($"mkdir -p /mnt/data && mv {TrainerHost.Database} /mnt/data/pg && ln -s ../data/pg {TrainerHost.Database} && touch /mnt/data/pg/PG_VERSION && chown -R 70:70 /mnt/data/pg");
        Labelling.SetAll(bed.Host.File("/mnt/data/pg"), Labelling.OfType("default_t"));
    }, labelled: true);

    [Fact]
    public void A_wrong_label_keeps_user_role_and_level() =>
        Same(bed => Labelling.Set(bed.Host.File(TrainerHost.Media), "unconfined_u:object_r:mnt_t:s0:c1,c2"), labelled: true);

    [Fact]
    public void A_missing_database_folder() => Same(bed =>
    {
        bed.Host.Run($"rmdir {TrainerHost.Database}");
        // A kernel with SELinux would have labelled it.
        bed.Host.Run($"mkdir {TrainerHost.Database}");
        Labelling.Set(bed.Host.File(TrainerHost.Database), Labelling.OfType("mnt_t"));
    }, labelled: true);

    [Fact]
    public void A_database_folder_with_wrong_labels_of_files_folders_and_symlinks() => Same(bed =>
    {
        bed.Host.Run($"cd {TrainerHost.Database} && mkdir -p base/1/$'od\\xffd\\n' pg_wal && touch base/1/{{1,2,3}} base/1/$'od\\xffd\\n'/x && ln -s /etc/passwd base/link && chown -R 70:70 . && chmod 700 .");
        bed.Host.Run($"find {TrainerHost.Database} -exec setfattr -h -n security.selinux -v unconfined_u:object_r:default_t:s0 {{}} +");
    }, labelled: true);

    [Theory]
    [InlineData("A=1\nexport DB_PASSWORD=geheim\n", "/mnt/hs", false)]
    [InlineData("\uFEFF# note\r\nHS_PATH=/mnt/hs\r\n", "/mnt/hs", false)]
    [InlineData("\uFEFFVERIFY=true\r\n# kept\r\nA=1\nCA_FILE=\"/certs/my ca.pem\"", "/mnt/hs", true)]
    [InlineData("VERIFY=true\nhello\n \t\n", "/mnt/hs", true)]
    [InlineData("A=1\n  export VERIFY=false\nVERIFYX=1\nexport\tCA_FILE=old", "/mnt/hs", true)]
    [InlineData("", "/srv/HS", false)]
    [InlineData("A=1\nHS_PATH=/srv/HS\nHS_PATH=/old", "/srv/HS", false)]
    [InlineData("A=1", "/srv/HS", false)]
    [InlineData("\uFEFFHS_PATH=/srv/HS\r\nB=2\r\n", "/srv/HS", false)]
    [InlineData("\uFEFF \v export  HS_PATH=/x\r\r\nB=2\r\nexportHS_PATH=/y", "/srv/HS", true)]
    [InlineData("HS_PATH=/srv/HS\nCA_FILE=x\n", "/srv/HS", true)]
    [InlineData(null, "/mnt/hs", false)]
    [InlineData(null, "/srv/HS", true)]
    public void An_env_file(string? content, string path, bool tls) => Same(bed =>
    {
        if (path != "/mnt/hs")
            bed.Host.Run($"mkdir -p {bed.Host.Root}/srv/HS/trainer_media && chown 1000:1000 {bed.Host.Root}/srv/HS/trainer_media");
        if (content is null)
            bed.Host.Run($"rm {Env}");
        else
        {
            bed.Host.Write(Env, content);
            bed.Host.Run($"chown 0:1000 {Env} && chmod 640 {Env}; touch {Env}.bak");
        }
    }, path, tls);
}
