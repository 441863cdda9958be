using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using HsTrainerAgent.Tests.Bundling.Scrubbing;

namespace HsTrainerAgent.Tests.Cli;

[Trait("Runs", "Binary")]
public sealed class SupportBundleTests : IDisposable
{
    private const string Previous = "5fb1c2e3d4a59687706f1";

    private readonly string folder = Directory.CreateTempSubdirectory("support-bundle-").FullName;

    private string Target => Path.Combine(folder, "bundle.tar.gz");

    public void Dispose() => TemporaryFolder.Delete(folder);

    [Fact]
    public async Task Tokens_planted_in_every_source_and_form_are_in_no_part()
    {
        string[] tokens = [FixtureHost.Token, Previous];
        using var host = FixtureHost.WithoutMedia();
        var forms = string.Join('\n', tokens.SelectMany(Planted.Forms));
        host.File("/etc/hs-trainer-agent.json.rpmsave", $$"""{ "token": "{{Previous}}" }""")
            .File("/proc/self/mountinfo", $"25 1 253:0 / / rw,relatime shared:1 - xfs /dev/sda1 rw,credentials={Previous}\n")
            .File("/proc/4711/cmdline", $"bash\0run.sh\0trainer\0http://hs\0{FixtureHost.Token}\0")
            .File("/run/hs-trainer-agent/status.json", forms)
            .File("/run/hs-trainer/32.0.3.refused", forms)
            .File($"/run/hs-trainer/{Previous}.json", forms)
            .File("/var/lib/hs-trainer/32.0.3.json", forms)
            .File("/var/lib/hs-trainer/.pause.json", $$"""{ "reason": "{{FixtureHost.Token}}" }""")
            .File("/var/lib/hs-trainer-agent/32.0.3.json", forms)
            .File("/opt/hs/hyperscience-trainer-32.0.3/.env", $"SECRET_OF_OURS=unheard-of\nNAME={Previous}\n")
            .File("/etc/hosts", forms)
            .File("/etc/resolv.conf", forms)
            .File("/etc/os-release", forms)
            .File("/etc/hostname", $"trainer-{Previous}\n");

        var run = await AgentProcess.RunAsync("support-bundle", Target, "--root", host.Root);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var parts = await PartsAsync(File.OpenRead(Target));
        foreach (var text in parts.Values.Append(run.Output).Append(string.Join('\n', parts.Keys)))
        {
            Assert.All(tokens, token => Assert.Empty(Planted.Remains(text, token)));
            Assert.DoesNotContain("unheard-of", text);
        }
        Assert.Contains("***", parts["status.json"]);
        Assert.Contains("\"token\": \"***\"", parts["settings.json"]);
        Assert.Contains("storage.media-missing", parts["check.txt"]);
        Assert.Contains("\"storage.media-missing\"", parts["check.json"]);
        Assert.Contains("SECRET_OF_OURS", parts["environment.txt"]);
        Assert.Contains("/mnt/hs/", parts["folders.txt"]);
        Assert.All(parts.Keys.Where(name => name != "README.txt"), name => Assert.Contains($"\n{name} ", parts["README.txt"]));
        Assert.All(parts.Keys, name => Assert.Contains($"  {name} ", run.Output));
        Assert.DoesNotContain(parts, part => part.Value.Length == 0);
        Assert.Equal("README.txt", parts.Keys.First());
    }

    [Fact]
    public async Task No_part_shows_a_variable_nor_what_a_planted_symlink_leads_to_nor_a_hand_started_token()
    {
        using var host = FixtureHost.WithoutMedia();
        host.File("/etc/hs-trainer-agent.json", $$"""
            {
              "application": {
                "url": "http://127.0.0.1:9", "token": "{{FixtureHost.Token}}",
                "tls": { "environment": { "FIRST": "/of-a-path/unheard-of", "PIN": "8461", "QUOTED": "unheard of 'it' \\ \"so\"" } }
              },
              "trainers": [ { "bundle": "/opt/hs/hyperscience-trainer-32.0.3" } ]
            }
            """)
            .File("/etc/shadow", "root:unheard-of\n")
            .File("/proc/4711/cmdline", "bash\0run.sh\0trainer\0hs.internal\0unheard-of\0")
            .File("/var/lib/hs-trainer-agent/whole.json", "whole")
            .Folder("/run/hs-trainer-agent");
        File.CreateSymbolicLink(host.Below("/run/hs-trainer-agent/status.json"), "../../etc/shadow");
        File.CreateSymbolicLink(host.Below("/var/lib/hs-trainer-agent/32.0.3.json"), "../../../etc/shadow");

        var run = await AgentProcess.RunAsync("support-bundle", Target, "--root", host.Root);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var parts = await PartsAsync(File.OpenRead(Target));
        Assert.All(parts, part => Assert.DoesNotContain("unheard", part.Value));
        Assert.All(["check.json", "check.txt"], name => Assert.DoesNotContain("8461", parts[name]));
        Assert.Contains("storage.env-tls", parts["check.txt"]);
        Assert.Contains("no regular file", parts["status.json"]);
        Assert.Contains("whole", parts["trainers.txt"]);
        Assert.Contains("no regular file", parts["trainers.txt"]);
        Assert.Contains("bash run.sh trainer *** ***\n", parts["processes.txt"]);
    }

    [Theory]
    [InlineData("""{ "application": { "url": "http://x", "token": "187d88d6s63929cd0ad98", """)]
    [InlineData("")]
    public async Task A_bundle_is_made_without_valid_settings(string settings)
    {
        using var host = new FixtureHost().File("/etc/hs-trainer-agent.json", settings).File("/etc/hosts", FixtureHost.Token).Folder("/proc");

        var run = await AgentProcess.RunAsync("support-bundle", Target, "--root", host.Root);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var parts = await PartsAsync(File.OpenRead(Target));
        Assert.Equal(settings.Length > 0, !parts["network.txt"].Contains(FixtureHost.Token));
        Assert.Contains("could not look", parts["settings.json"]);
        Assert.Contains("error", parts["settings.txt"]);
    }

    [Fact]
    public async Task The_archive_goes_to_standard_output_and_nothing_else_with_it()
    {
        using var host = FixtureHost.WithoutMedia();
        var start = AgentProcess.StartInfo(["-c", $"'{AgentProcess.Binary}' support-bundle - --root '{host.Root}' >'{Target}'"]);
        start.FileName = "/bin/sh";

        var run = await AgentProcess.RunAsync(start);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("README.txt", (await PartsAsync(File.OpenRead(Target))).Keys);
    }

    [Fact]
    public async Task A_reader_of_standard_output_that_goes_away_makes_it_fail()
    {
        using var host = FixtureHost.WithoutMedia();
        var start = AgentProcess.StartInfo(["-c", $"mkfifo '{folder}/pipe'; : <'{folder}/pipe' & exec 3>'{folder}/pipe'; wait; exec '{AgentProcess.Binary}' support-bundle - --root '{host.Root}' >&3"]);
        start.FileName = "/bin/bash";

        var run = await AgentProcess.RunAsync(start);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("cannot be written: Broken pipe", run.Error);
    }

    [Fact]
    public async Task An_existing_file_is_left_as_it_is()
    {
        using var host = FixtureHost.WithoutMedia();
        File.WriteAllText(Target, "mine");

        var run = await AgentProcess.RunAsync("support-bundle", Target, "--root", host.Root);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("exists already", run.Error);
        Assert.Equal("mine", File.ReadAllText(Target));
    }

    [Fact]
    public async Task A_user_who_may_not_read_the_settings_is_told_to_use_sudo()
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/usr/bin/setpriv"), "only root may become another user");
        using var host = FixtureHost.WithoutMedia();
        File.SetUnixFileMode(host.Root, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(host.SettingsFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var start = AgentProcess.StartInfo(["--reuid=65534", "--regid=65534", "--clear-groups", AgentProcess.Binary, "support-bundle", "/tmp/never.tar.gz", "--root", host.Root]);
        start.FileName = "/usr/bin/setpriv";

        var run = await AgentProcess.RunAsync(start);

        Assert.SkipWhen(run.Error.Contains("Permission denied"), "another user may not run the program where it lies");
        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.Contains("Use sudo", run.Error);
        Assert.False(File.Exists("/tmp/never.tar.gz"));
    }

    [Fact]
    public async Task An_interrupt_leaves_nothing_behind()
    {
        using var host = FixtureHost.WithoutMedia();
        // A pipe that nobody writes to: whoever read it would wait for ever. The verb waits for its deadline only.
        using var pipe = Process.Start("mkfifo", [host.Below("/etc/hosts")]);
        await pipe.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var run = AgentProcess.Start("support-bundle", Target, "--root", host.Root);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        using var kill = Process.Start("kill", ["-INT", run.Id.ToString()]);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal(run.ExitCode == 0 ? [Target] : [], Directory.GetFileSystemEntries(folder));
    }

    private static async Task<Dictionary<string, string>> PartsAsync(Stream file)
    {
        var parts = new Dictionary<string, string>();
        await using var archive = new TarReader(new GZipStream(file, CompressionMode.Decompress));
        while (await archive.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream ?? Stream.Null, Encoding.UTF8);
            parts.Add(entry.Name.Split('/')[1], await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
            Assert.DoesNotContain(Previous, entry.Name);
        }
        return parts;
    }
}
