using HsTrainerAgent.Hosting.Following;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Hosting.Following;

public sealed class SettingsChangesTests
{
    private static readonly AgentSettings Before = new()
    {
        Application = new ApplicationSettings { Url = "https://a", Token = new Secret("one") },
        Trainers = [new TrainerSettings { Name = "32.0.3", Bundle = "/opt/hs/hyperscience-trainer-32.0.3", Version = "32.0.3" }],
    };

    [Fact]
    public void The_same_settings_read_twice_do_not_differ() =>
        Assert.Empty(SettingsChanges.Between(Before, Before with { Trainers = [Before.Trainers[0] with { }], Application = Before.Application with { Token = new Secret("one") } }));

    [Fact]
    public void Each_changed_key_is_named_without_its_value()
    {
        var after = Before with
        {
            Application = Before.Application with { Token = new Secret("two"), Url = "https://b", Tls = new TlsSettings { Files = ["/x"] } },
            Trainers = [Before.Trainers[0] with { Path = "/mnt/other" }],
            Apply = new ApplySettings { Settle = TimeSpan.FromSeconds(9) },
        };
        Assert.Equal(["application.token", "application.url", "application.tls.files", "trainers[0].path", "apply.settle"], SettingsChanges.Between(Before, after));
    }

    [Fact]
    public void A_further_trainer_is_a_change_of_the_list() =>
        Assert.Equal(["trainers"], SettingsChanges.Between(Before, Before with { Trainers = [.. Before.Trainers, Before.Trainers[0] with { Name = "b" }] }));
}
