using HsTrainerAgent.Bundling.Sources;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Tests.Cli;

namespace HsTrainerAgent.Tests.Bundling.Sources;

public sealed class SecretSourcesTests
{
    private const string Root = "Name:\tbash\nUid:\t0\t0\t0\t0\n";

    private static async Task<IReadOnlyList<string>> FoundAsync(FixtureHost fixture)
    {
        var host = new HostPaths(fixture.Root);
        var found = await new SecretSources(host, TimeProvider.System).FindAsync(SettingsFile.Read(fixture.SettingsFile, host).Settings, fixture.SettingsFile, TestContext.Current.CancellationToken);
        return [.. found.All.Select(known => known.Secret.Reveal()).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Tokens_are_found_wherever_a_host_keeps_them()
    {
        using var fixture = FixtureHost.WithoutMedia()
            .File("/etc/hs-trainer-agent.json~", """{ "token": "of-a-backup" }""")
            .File("/etc/.hs-trainer-agent.json.swp", "b0VIM\0\0\"token\": \"of-vim\"\0\0")
            .File("/etc/hs-trainer-agent.json.rpmsave", """{ "tokenFile": "/etc/hs.token" """)
            .File("/etc/hs.token", "of-a-file\n")
            .File("/etc/hs.token.old", "of-an-old-file\nof-its-second-line\n")
            .File("/opt/hs/hyperscience-trainer-32.0.3/.env", "HS_PATH=/mnt/hs\nDB_PASSWORD=\"of .env\"\nDEBUG=verbose\n")
            .File("/proc/4711/cmdline", "bash\0run.sh\0trainer\0https://hs.internal\0of-a-process\0")
            .File("/proc/4711/status", Root)
            .File("/proc/4712/cmdline", "vi\0trainer\0notes\0not-a-token\0")
            .File("/proc/4712/status", Root)
            .File("/proc/4713/cmdline", "/opt/hs/run.sh\0trainer\0hs.internal\0without-a-scheme\0")
            .File("/proc/4713/status", Root);

        Assert.Equal(
            [FixtureHost.Token, "of .env", "of-a-backup", "of-a-file", "of-a-process", "of-an-old-file", "of-its-second-line", "of-vim", "without-a-scheme"], await FoundAsync(fixture));
    }

    [Fact]
    public async Task No_other_user_can_blank_words_of_a_bundle_by_a_command_line()
    {
        using var fixture = FixtureHost.WithoutMedia()
            .File("/proc/4711/cmdline", "sleep\0trainer\0x://y\0hs-trainer-agent\0")
            .File("/proc/4711/status", "Name:\tsleep\nUid:\t4242\t0\t0\t0\n")
            .File("/proc/4712/cmdline", "sudo\0trainer\0x://y\0password=***\0")
            .File("/proc/4712/status", Root)
            .File("/proc/4712/exe", "anybody may start it, and it has root's rights at once")
            .File("/proc/4713/cmdline", "sleep\0trainer\0x://y\0of-one-that-ended\0");
        File.SetUnixFileMode(fixture.Below("/proc/4712/exe"), UnixFileMode.SetUser | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);

        Assert.Equal([FixtureHost.Token], await FoundAsync(fixture));
    }

    [Fact]
    public async Task Tokens_of_a_half_written_file_are_found()
    {
        using var fixture = new FixtureHost().File("/etc/hs-trainer-agent.json", """{ "application": { "tls": { "environment": { "PW": "hunter2" } }, "token": "half-writ""").Folder("/proc");

        Assert.Equal(["half-writ", "hunter2"], await FoundAsync(fixture));
    }

    [Fact]
    public async Task The_last_line_of_a_key_in_an_env_file_is_no_name()
    {
        using var fixture = FixtureHost.WithoutMedia()
            .File("/opt/hs/hyperscience-trainer-32.0.3/.env", "KEY_OF_OURS=\"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq+hkiG9w0B\nAQEFAASCBKcwggSj==\nAQEFAASCBKcwggSk=\n-----END PRIVATE KEY-----\"\nLOG_LEVEL_OF_ALL=\nshort=\n")
            .Folder("/proc");

        var found = await FoundAsync(fixture);

        Assert.Contains("AQEFAASCBKcwggSj", found);
        Assert.Contains("AQEFAASCBKcwggSk", found);
        Assert.DoesNotContain("LOG_LEVEL_OF_ALL", found);
        Assert.DoesNotContain("short", found);
    }

    [Fact]
    public async Task What_cannot_be_read_is_told()
    {
        using var fixture = FixtureHost.WithoutMedia().Folder("/etc/hs-trainer-agent.json.old");
        File.WriteAllText(fixture.SettingsFile, """{ "tokenFile": "/etc/token" }""");
        fixture.File("/etc/token", new string('x', 9000));
        var sources = new SecretSources(new HostPaths(fixture.Root), TimeProvider.System);

        await sources.FindAsync(null, fixture.SettingsFile, TestContext.Current.CancellationToken);

        Assert.Equal(["/etc/token is too large"], sources.Unread);
        Assert.False(sources.IsDenied);
    }
}
