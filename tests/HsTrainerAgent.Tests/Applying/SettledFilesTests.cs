using HsTrainerAgent.Applying;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Applying;

public sealed class SettledFilesTests : IDisposable
{
    private readonly TrainerHost host = new();
    private readonly string token;

    public SettledFilesTests()
    {
        token = host.Paths.Below("/etc/hs-trainer-agent.token");
        File.WriteAllText(token, "one\n");
        host.WriteSettings($$"""
            { "application": { "url": "https://abcd123.internal", "tokenFile": "/etc/hs-trainer-agent.token" }, "trainers": [ { "bundle": "{{TrainerHost.Bundle}}" } ], "apply": { "settle": "2m" } }
            """);
    }

    public void Dispose() => host.Dispose();

    // The kernel alone writes the time of a change: so it is the look that comes later.
    private TimeSpan? Left(double secondsLater) =>
        SettledFiles.Left(SettingsFile.Read(host.SettingsFile, host.Paths).Settings, host.Paths, host.SettingsFile, TimeProvider.System.GetUtcNow().AddSeconds(secondsLater));

    [Fact]
    public void Files_that_were_written_long_ago_have_settled() => Assert.Null(Left(600));

    [Fact]
    public void A_token_file_that_was_written_a_minute_ago_is_waited_for_until_it_has_settled() =>
        Assert.InRange(Left(60)!.Value, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60));

    [Fact]
    public void A_file_that_was_moved_into_place_is_as_new_as_the_move()
    {
        File.WriteAllText(token + ".1", "two\n");
        File.SetLastWriteTimeUtc(token + ".1", new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.Move(token + ".1", token, overwrite: true);
        Assert.NotNull(Left(0));
    }

    [Fact]
    public void A_symlink_is_as_old_as_what_it_leads_to()
    {
        File.Move(token, token + ".1");
        File.CreateSymbolicLink(token, Path.GetFileName(token) + ".1");
        Assert.Null(Left(600));
        Assert.NotNull(Left(0));
    }

    [Fact]
    public void Half_a_file_that_is_new_has_not_settled_either()
    {
        File.WriteAllText(host.SettingsFile, "{ \"application\": {");
        Assert.NotNull(Left(0));
        Assert.Null(Left(60));
    }

    [Fact]
    public void A_clock_that_was_set_back_holds_up_nothing() => Assert.Null(Left(-7200));
}
