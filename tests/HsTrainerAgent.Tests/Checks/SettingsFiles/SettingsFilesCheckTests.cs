using System.Diagnostics;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.SettingsFiles;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Checks.SettingsFiles;

public sealed class SettingsFilesCheckTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("settings-files-").FullName;

    public SettingsFilesCheckTests()
    {
        Directory.CreateDirectory(root + "/etc");
        Write("/etc/hs-trainer-agent.json", 0b110_100_000);
    }

    private const string Named = "/etc/hs-trainer-agent.json";

    private string SettingsFile => root + Named;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task Files_that_only_root_writes_and_nobody_else_reads_are_in_sync()
    {
        Write("/etc/token", 0b110_000_000);

        Assert.Equal(CheckStatus.InSync, (await LookAsync(tokenFile: "/etc/token")).Status);
    }

    [Theory]
    [InlineData(0b110_100_100, "settings.readable", "not readable by others", "mode 0644", "chmod o= ")]
    [InlineData(0b110_000_010, "settings.writable", "written by root alone", "can be written by everybody", "chown root ")]
    public async Task A_mode_that_lets_others_in_is_a_finding(int mode, string code, string desired, string observed, string fix)
    {
        Write("/etc/hs-trainer-agent.json", mode);

        var finding = Assert.Single((await LookAsync()).Findings);

        Assert.Equal((code, Severity.Error, Named), (finding.Code, finding.Severity, finding.Subject));
        Assert.Equal((desired, observed), (finding.Desired, finding.Observed));
        Assert.StartsWith(fix + Named, finding.Fix);
    }

    [Fact]
    public async Task The_fix_cures_what_was_found()
    {
        Write("/etc/hs-trainer-agent.json", 0b110_110_110);
        var outcome = await LookAsync();
        Assert.Equal(["settings.readable", "settings.writable"], outcome.Findings.Select(finding => finding.Code));
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "chown root needs root");

        foreach (var finding in outcome.Findings)
        {
            using var shell = Process.Start("/bin/bash", ["-c", finding.Fix.Replace("/etc/", root + "/etc/")]);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(CheckStatus.InSync, (await LookAsync()).Status);
    }

    [Fact]
    public async Task A_file_of_another_user_is_writable_by_that_user()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a file away");
        using var chown = Process.Start("chown", ["1234", SettingsFile]);
        await chown.WaitForExitAsync(TestContext.Current.CancellationToken);

        var finding = Assert.Single((await LookAsync()).Findings);

        Assert.Equal(("settings.writable", "belongs to user 1234", $"chown root {Named} && chmod go-w {Named}"), (finding.Code, finding.Observed, finding.Fix));
    }

    [Fact]
    public async Task A_folder_that_others_write_makes_its_file_replaceable()
    {
        File.SetUnixFileMode(root + "/etc", (UnixFileMode)0b111_111_111);

        var finding = Assert.Single((await LookAsync()).Findings);

        Assert.Equal("can be replaced, because /etc can be written by everybody", finding.Observed);
        Assert.Equal("chown root /etc && chmod go-w /etc", finding.Fix);
    }

    [Fact]
    public async Task The_token_file_and_the_client_key_are_judged_by_the_hosts_paths()
    {
        Write("/etc/token", 0b110_100_100);
        Write("/etc/client.key", 0b110_100_100);

        var outcome = await LookAsync("/etc/token", new TlsSettings { ClientCertificateFile = "/etc/client.pem", ClientKeyFile = "/etc/client.key" });

        Assert.Equal(["/etc/token", "/etc/client.key"], outcome.Findings.Select(finding => finding.Subject));
        Assert.All(outcome.Findings, finding => Assert.Equal("settings.readable", finding.Code));
    }

    private async Task<CheckOutcome> LookAsync(string? tokenFile = null, TlsSettings? tls = null)
    {
        var settings = new AgentSettings
        {
            Application = new ApplicationSettings { Url = "https://app", Token = new Secret("t0k3n"), TokenFile = tokenFile, Tls = tls ?? new TlsSettings() },
            Trainers = [],
        };
        var runner = new CheckRunner(new HostPaths(root), TimeProvider.System, TimeSpan.FromSeconds(10));
        return await runner.RunAsync(new SettingsFilesCheck(SettingsFile), settings, null, TestContext.Current.CancellationToken);
    }

    private void Write(string path, int mode)
    {
        File.WriteAllText(root + path, "{}");
        File.SetUnixFileMode(root + path, (UnixFileMode)mode);
    }
}
