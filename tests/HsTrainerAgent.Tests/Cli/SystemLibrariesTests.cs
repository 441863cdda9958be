using System.Diagnostics;

namespace HsTrainerAgent.Tests.Cli;

/// <summary>On a host without a library that the program needs, by the real program in a mount namespace where the library is an empty file.</summary>
[Trait("Runs", "Binary")]
public sealed class SystemLibrariesTests : IDisposable
{
    private const string NoOpenSsl = """
        hs-trainer-agent: OpenSSL is missing: neither libssl.so.3 nor libssl.so.1.1 can be loaded
        Install it: openssl-libs on RHEL; on Debian and Ubuntu libssl3t64 (Debian 13, Ubuntu 24.04), libssl3 (Debian 12, Ubuntu 22.04) or libssl1.1 (Debian 11, Ubuntu 20.04)

        """;

    private readonly FixtureHost host = FixtureHost.WithoutMedia();

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    [InlineData("check", "storage")]
    [InlineData("apply", "--dry-run")]
    [InlineData("adopt", "32.0.3")]
    [InlineData("start-trainer", "32.0.3")]
    public async Task Without_OpenSSL_a_verb_that_needs_it_is_refused_with_the_cure(params string[] verb) =>
        Assert.Equal(new AgentRun(3, "", NoOpenSsl), await WithoutAsync("libssl.so", [.. verb, "--root", host.Root]));

    [Theory]
    [InlineData("version")]
    [InlineData("--help")]
    [InlineData("explain", "api.token")]
    [InlineData("layout", "--version", "32.0.3")]
    [InlineData("settings", "check")]
    [InlineData("settings", "show")]
    public async Task Without_OpenSSL_the_other_verbs_work_as_ever(params string[] verb)
    {
        var run = await WithoutAsync("libssl.so", [.. verb, "--root", host.Root]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Without_libsystemd_another_root_is_looked_at_as_ever() =>
        Assert.Equal(2, (await WithoutAsync("libsystemd.so", ["check", "storage", "--root", host.Root])).ExitCode);

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    [InlineData("apply")]
    public async Task Without_libsystemd_nothing_is_run_beside_the_trainers_units(string verb) => Assert.Equal(
        new AgentRun(3, "", """
            hs-trainer-agent: libsystemd.so.0 cannot be loaded, so that process 1 cannot be asked for the trainers' units
            Install it: systemd-libs on RHEL, libsystemd0 on Debian and Ubuntu

            """),
        await WithoutAsync("libsystemd.so", [verb], "mount -t tmpfs none /run && mkdir -p /run/systemd/system && touch /run/systemd/system/hs-trainer@.service"));

    /// <param name="before">Further commands in the namespace, which changes nothing outside.</param>
    private static async Task<AgentRun> WithoutAsync(string library, string[] arguments, string before = "true")
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/unshare"), "a mount namespace needs root and unshare(1)");
        using var trial = Process.Start("unshare", ["--mount", "true"]);
        await trial.WaitForExitAsync();
        Assert.SkipUnless(trial.ExitCode == 0, "mounting is not allowed here");
        var hide = $"for file in $(ldconfig -p | sed -n 's|.* => \\(.*/{library}.*\\)|\\1|p'); do mount --bind /dev/null \"$file\" || exit 99; done; {before} || exit 98; exec \"$@\"";
        var start = AgentProcess.StartInfo(["--mount", "--propagation", "private", "bash", "-c", hide, "bash", AgentProcess.Binary, .. arguments]);
        start.FileName = "unshare";
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        return await AgentProcess.RunAsync(start);
    }
}
