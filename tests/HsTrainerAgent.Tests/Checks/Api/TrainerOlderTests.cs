using HsTrainerAgent.Article;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Api;

namespace HsTrainerAgent.Tests.Checks.Api;

public sealed class TrainerOlderTests : Asking
{
    [Fact]
    public async Task A_trainer_older_than_the_application_is_an_error_that_names_both_versions()
    {
        Application.Version = "42.0.1";

        var finding = await FindingAsync("api.trainer-older", Settings(trainer: "40.2.7"));

        Assert.Equal(("a", "42.0.1 or newer, as the application", "40.2.7"), (finding.Subject, finding.Desired, finding.Observed));
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Equal("# Unpack the trainer bundle of version 42.0.1 below /opt/hs, and name it in trainers beside or instead of this one", finding.Fix);
    }

    [Fact]
    public async Task A_newer_trainer_beside_the_application_is_how_upgrades_are_done()
    {
        Application.Version = "40.2.7";

        Assert.Equal(CheckStatus.InSync, (await AskAsync(Settings(trainer: "42.0.0"))).Status);
    }

    [Theory]
    [InlineData("40.2.7", "42.0.0", true)]
    [InlineData("42.0.0", "42.0.1", true)]
    [InlineData("v42.0.0-rc1", "42.2", true)]
    [InlineData("9.0", "10.0", true)]
    [InlineData("42", "42.0.1", false)]
    [InlineData("42.0", "42.0.7", false)]
    [InlineData("42.0.1", "42.0.1", false)]
    [InlineData("42.1.0", "42.0.9", false)]
    [InlineData("43", "42.9.9", false)]
    public void Versions_are_compared_as_far_as_both_are_known(string trainer, string application, bool older) =>
        Assert.Equal(older, TrainerVersion.Read(trainer)!.Value.IsOlderThan(TrainerVersion.Read(application)!.Value));

    [Theory]
    [InlineData("latest", "42.0.0")]
    [InlineData("40.2.7", "unreleased")]
    public async Task What_is_no_version_is_not_compared(string trainer, string application)
    {
        Application.Version = application;

        Assert.Equal(CheckStatus.InSync, (await AskAsync(Settings(trainer: trainer))).Status);
    }
}
