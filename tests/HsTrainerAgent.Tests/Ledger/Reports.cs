using System.Text.Json.Nodes;
using HsTrainerAgent.Ledger;

namespace HsTrainerAgent.Tests.Ledger;

/// <summary>Reports such as a daemon writes.</summary>
internal static class Reports
{
    public static StatusReport InSync(DateTimeOffset at) => new(
        "trainer01", at, "in-sync", 0, "in sync · 3 trainers · next api check 14:02:10Z",
        new AgentState("0.1.0", 4711, 123456, at.AddDays(-3), 30, 260000.5, null),
        new SettingsState("/etc/hs-trainer-agent.json", "loaded", "https://abcd123.internal", [], null),
        [Trainer("32.0.3", at), Trainer("31.0.11", at), Trainer("next", at) with { Applied = null, Fingerprint = null }],
        [
            new CheckState("storage", "32.0.3", "in-sync", null, 1.9, at.AddSeconds(-100), at.AddSeconds(200), []),
            new CheckState("api", null, "in-sync", null, 231.4, at.AddSeconds(-30), at.AddSeconds(30), []) { Facts = new JsonObject { ["version"] = "42.0.0" } },
        ]);

    public static TrainerState Trainer(string name, DateTimeOffset at) => new(
        name, name, "in-sync", at.AddHours(-5), null, null, 0, "9909b79d7604", new AppliedState("9909b79d7604", at.AddHours(-5), "detached", 12.3), null);

    public static FindingState Owner(DateTimeOffset since) => new(
        "storage.media-owner", "error", "/mnt/hs/trainer_media", "1000:1000", "0:0", "chown 1000:1000 /mnt/hs/trainer_media", since);
}
