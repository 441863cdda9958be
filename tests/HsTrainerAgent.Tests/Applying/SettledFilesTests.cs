using HsTrainerAgent.Applying;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Applying;

public sealed class SettledFilesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 16, 0, 0, TimeSpan.Zero);

    private readonly TrainerHost host = new();
    private readonly string token;

    public SettledFilesTests()
    {
        token = host.Paths.Below("/etc/hs-trainer-agent.token");
        File.WriteAllText(token, "one\n");
        host.WriteSettings($$"""
            { "application": { "url": "https://abcd123.internal", "tokenFile": "/etc/hs-trainer-agent.token" }, "trainers": [ { "bundle": "{{TrainerHost.Bundle}}" } ] }
            """);
        Written(host.SettingsFile, 60);
        Written(token, 60);
    }

    public void Dispose() => host.Dispose();

    private static void Written(string path, double secondsAgo) => File.SetLastWriteTimeUtc(path, Now.UtcDateTime.AddSeconds(-secondsAgo));

    private TimeSpan? Left() => SettledFiles.Left(SettingsFile.Read(host.SettingsFile, host.Paths).Settings!, host.Paths, host.SettingsFile, Now);

    [Fact]
    public void Files_that_were_written_long_ago_have_settled() => Assert.Null(Left());

    [Fact]
    public void A_token_file_that_was_written_a_second_ago_is_waited_for_until_it_has_settled()
    {
        Written(token, 1);
        Assert.Equal(TimeSpan.FromSeconds(2), Left());
    }

    [Fact]
    public void A_symlink_is_as_old_as_what_it_leads_to()
    {
        File.Move(token, token + ".1");
        File.CreateSymbolicLink(token, Path.GetFileName(token) + ".1");
        Assert.Null(Left());
        Written(token + ".1", 1);
        Assert.NotNull(Left());
    }

    [Fact]
    public void A_clock_that_was_set_back_holds_up_nothing()
    {
        Written(token, -7200);
        Assert.Null(Left());
    }
}
