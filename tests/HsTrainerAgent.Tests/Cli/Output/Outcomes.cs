using System.Text.Json.Nodes;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Cli.Output;

namespace HsTrainerAgent.Tests.Cli.Output;

/// <summary>Outcomes such as checks give.</summary>
internal static class Outcomes
{
    public static readonly FindingKind MediaOwner = new("storage.media-owner", Severity.Error, "The media folder belongs to somebody else",
        "chown 1000:1000 {subject}", "Step 1: chown 1000:1000", "The trainer's containers write as 1000:1000.");

    public static readonly FindingKind Space = new("storage.space", Severity.Warning, "The volume is nearly full", "# make room on {subject}", "", "Work stops when it is full.");

    public static Finding Owner(string subject = "/mnt/hs/trainer_media") => MediaOwner.Found(subject, "1000:1000", "0:0");

    public static Finding Full() => Space.Found("/mnt/hs", "at most 95 %", "97 %");

    public static CheckOutcome Drift(params Finding[] findings) => new("storage", "32.0.3", CheckStatus.Drift, findings, null, TimeSpan.FromMilliseconds(1.94), null);

    public static CheckOutcome Good(string check = "api", JsonObject? facts = null) => new(check, null, CheckStatus.InSync, [], null, TimeSpan.FromMilliseconds(231.4), facts);

    public static CheckOutcome NotApplicable() => new("selinux", "32.0.3", CheckStatus.NotApplicable, [], "SELinux is disabled", TimeSpan.FromMilliseconds(0.21), null);

    public static CheckOutcome Unknown() => new("host", null, CheckStatus.Unknown, [], "no answer within 10 s", TimeSpan.FromSeconds(10.004), null);

    public static CheckReport Report(params CheckOutcome[] outcomes) => new("trainer01", new DateTimeOffset(2026, 11, 22, 17, 0, 0, 700, TimeSpan.FromHours(1)), outcomes);
}
