using HsTrainerAgent.Checks;
using HsTrainerAgent.Repairing;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Repairing;

public sealed class RepairPlanTests
{
    private static Finding Found(string code, string observed = "missing") =>
        CheckSet.Kinds.First(kind => kind.Code == code).FoundWithFix("/there", "right", observed, "the fix");

    private static RepairPlan Plan(bool labelled, string version, params Finding[] findings) =>
        RepairPlan.For(new TrainerSettings { Name = "t", Bundle = "/opt/hs/b", Version = version, Path = "/mnt/hs" }, findings, labelled);

    private static string Commands(RepairPlan plan) => string.Join("; ", plan.Remedies.SelectMany(remedy => remedy.Steps).Select(step => step.Command));

    [Theory]
    [InlineData("storage.media-missing", false, "mkdir -p /mnt/hs/trainer_media; chown 1000:1000 /mnt/hs/trainer_media")]
    [InlineData("storage.media-missing", true, "mkdir -p /mnt/hs/trainer_media; chown 1000:1000 /mnt/hs/trainer_media; chcon -t container_file_t /mnt/hs/trainer_media")]
    [InlineData("storage.media-owner", true, "chown 1000:1000 /mnt/hs/trainer_media")]
    [InlineData("selinux.media-label", true, "chcon -t container_file_t /mnt/hs/trainer_media")]
    [InlineData("selinux.database-missing", true, "mkdir -p /mnt/hs/postgres_trainer32_0; chcon -R -t container_file_t /mnt/hs/postgres_trainer32_0")]
    [InlineData("selinux.database-label", true, "the fix")]
    [InlineData("storage.env-missing", true, "the fix")]
    [InlineData("storage.env-not-empty", true, "the fix")]
    [InlineData("storage.env-path", true, "the fix")]
    [InlineData("storage.env-tls", true, "the fix")]
    public void The_articles_own_commands_heal_a_finding(string code, bool labelled, string commands)
    {
        var plan = Plan(labelled, "32.0.3", Found(code));

        Assert.Equal(commands, Commands(plan));
        Assert.Empty(plan.Left);
    }

    [Fact]
    public void Everything_else_is_left_with_its_reason()
    {
        string[] healed = ["storage.media-missing", "storage.media-owner", "storage.env-missing", "storage.env-not-empty", "storage.env-path", "storage.env-tls",
            "selinux.media-label", "selinux.database-missing", "selinux.database-label"];
        foreach (var kind in CheckSet.Kinds.DistinctBy(kind => kind.Code).Where(kind => !healed.Contains(kind.Code)))
        {
            var plan = Plan(labelled: true, "32.0.3", Found(kind.Code));
            Assert.Empty(plan.Remedies);
            Assert.NotEmpty(Assert.Single(plan.Left).Why);
        }
    }

    [Fact]
    public void Below_a_missing_HS_PATH_nothing_is_made()
    {
        var plan = Plan(labelled: true, "32.0.3", Found("storage.path-missing"), Found("storage.media-missing"), Found("selinux.database-missing"));

        Assert.Empty(plan.Remedies);
        Assert.Equal(3, plan.Left.Count);
        Assert.Contains("not mounted", plan.Left[0].Why);
    }

    [Theory]
    [InlineData("28.0.1", "selinux.database-missing", "missing")]
    [InlineData("32.0.3", "selinux.database-missing", "a regular file")]
    [InlineData("32.0.3", "storage.env-missing", "a folder")]
    public void What_the_article_has_no_plain_step_for_is_left(string version, string code, string observed) =>
        Assert.Single(Plan(labelled: true, version, Found(code, observed)).Left);

    [Fact]
    public void An_emptied_env_takes_the_applications_variables_along_and_comes_last()
    {
        var plan = Plan(labelled: false, "32.0.3", Found("storage.env-application-variable"), Found("storage.env-not-empty"), Found("storage.media-owner"));

        Assert.Equal("chown 1000:1000 /mnt/hs/trainer_media; the fix", Commands(plan));
        Assert.Empty(plan.Left);
    }
}
