using System.Diagnostics;
using System.Text;
using HsTrainerAgent.Bundling;
using HsTrainerAgent.Bundling.Scrubbing;
using HsTrainerAgent.Tests.Bundling.Scrubbing;

namespace HsTrainerAgent.Tests.Bundling;

public sealed class BundleFileTests : IDisposable
{
    private const string Token = "187d88d6s63929cd0ad98";

    private readonly string folder = Directory.CreateTempSubdirectory("bundle-").FullName;

    private string Target => Path.Combine(folder, "bundle.tar.gz");

    public void Dispose() => TemporaryFolder.Delete(folder);

    private static async Task<ScrubbedPart> PartAsync(string text, KnownSecrets secrets) =>
        await ScrubbedPart.LookAsync(Part.Of("a.txt", "a part", part => part.Write(text)), secrets, TimeProvider.System, TestContext.Current.CancellationToken);

    private Leak? Make(params IEnumerable<ScrubbedPart> parts) =>
        BundleFile.Make(Target, output => BundleArchive.Write(output, "folder", parts, DateTimeOffset.UnixEpoch), Scrubbed.Known(Token), CancellationToken.None, out _);

    [Fact]
    public async Task A_bundle_is_there_whole_for_its_owner_alone_and_tar_can_read_it()
    {
        Assert.Null(Make(await PartAsync($"the token {Token}\n", Scrubbed.Known(Token))));

        Assert.Equal([Target], Directory.GetFileSystemEntries(folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
        Assert.Equal("folder/a.txt\n", Tar("tzf", Target));
        Assert.Equal("the token ***\n", Tar("xzOf", Target, "folder/a.txt"));
    }

    public static TheoryData<int> Forms => [.. Enumerable.Range(0, Planted.Forms(Token).Count())];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task What_went_past_the_scrubbing_is_found_in_the_finished_bundle_which_is_deleted(int form)
    {
        // Sabotage: this part is scrubbed of nothing.
        var leak = Make(await PartAsync("first\n", Scrubbed.Known(Token)), await PartAsync($"x {Planted.Forms(Token).ElementAt(form)} y\n", Scrubbed.Known()));

        Assert.Equal(("a.txt", "the test"), (leak?.Part, leak?.Where));
        Assert.DoesNotContain(Token, leak!.ToString());
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task A_bundle_is_made_though_somebody_foresaw_the_process_id()
    {
        File.WriteAllText(Path.Combine(folder, $".{Path.GetFileName(Target)}.{Environment.ProcessId}"), "in the way");

        Assert.Null(Make(await PartAsync("text", Scrubbed.Known())));
    }

    [Fact]
    public void A_file_that_is_there_is_left_as_it_is()
    {
        File.WriteAllText(Target, "mine");

        Assert.Contains("exists already", Assert.Throws<IOException>(() => Make()).Message);
        Assert.Equal("mine", File.ReadAllText(Target));
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task A_file_that_comes_meanwhile_is_left_as_it_is()
    {
        var part = await PartAsync("text", Scrubbed.Known());
        Assert.Throws<IOException>(() => BundleFile.Make(Target, output =>
        {
            BundleArchive.Write(output, "folder", [part], DateTimeOffset.UnixEpoch);
            File.WriteAllText(Target, "mine");
        }, Scrubbed.Known(Token), CancellationToken.None, out _));

        Assert.Equal("mine", File.ReadAllText(Target));
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task An_interrupted_one_leaves_nothing_behind()
    {
        var part = await PartAsync("text", Scrubbed.Known());
        using var interrupt = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => BundleFile.Make(Target, output =>
        {
            BundleArchive.Write(output, "folder", [part], DateTimeOffset.UnixEpoch);
            interrupt.Cancel();
        }, Scrubbed.Known(Token), interrupt.Token, out _));

        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_full_disk_leaves_nothing_behind()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root may mount a small file system");
        using var mount = Process.Start("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]);
        mount.WaitForExit();
        Assert.SkipUnless(mount.ExitCode == 0, "no file system can be mounted here");
        try
        {
            Assert.Throws<IOException>(() => BundleFile.Make(Target, output => output.Write(new byte[1 << 20]), Scrubbed.Known(Token), CancellationToken.None, out _));
            Assert.Empty(Directory.GetFileSystemEntries(folder));
        }
        finally
        {
            using var unmount = Process.Start("umount", [folder]);
            unmount.WaitForExit();
        }
    }

    private static string Tar(params string[] arguments)
    {
        using var tar = Process.Start(new ProcessStartInfo("tar", arguments) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        return tar.StandardOutput.ReadToEnd();
    }
}
