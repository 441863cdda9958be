using HsTrainerAgent.Checks;
using HsTrainerAgent.Cli.Output;

namespace HsTrainerAgent.Tests.Cli.Output;

public sealed class CheckReportTests
{
    public static TheoryData<string, string, int, string> Reports() => new()
    {
        { "all in sync", "in-sync", 0, "1 check: 1 in-sync" },
        { "not applicable", "in-sync", 0, "2 checks: 1 in-sync, 1 not-applicable" },
        { "warning", "drift", 1, "2 checks: 1 drift, 1 in-sync; 1 warning" },
        { "error and warning", "drift", 2, "1 check: 1 drift; 1 error, 1 warning" },
        { "unknown", "unknown", 3, "2 checks: 1 unknown, 1 in-sync" },
        { "warning and unknown", "drift", 1, "2 checks: 1 drift, 1 unknown; 1 warning" },
        { "error and unknown", "drift", 2, "2 checks: 1 drift, 1 unknown; 2 errors" },
        { "nothing", "unknown", 3, "Nothing was looked at" },
    };

    [Theory]
    [MemberData(nameof(Reports))]
    public void A_known_drift_wins_over_could_not_look(string case_, string status, int exitCode, string summary)
    {
        var report = case_ switch
        {
            "all in sync" => Outcomes.Report(Outcomes.Good()),
            "not applicable" => Outcomes.Report(Outcomes.Good(), Outcomes.NotApplicable()),
            "warning" => Outcomes.Report(Outcomes.Drift(Outcomes.Full()), Outcomes.Good()),
            "error and warning" => Outcomes.Report(Outcomes.Drift(Outcomes.Full(), Outcomes.Owner())),
            "unknown" => Outcomes.Report(Outcomes.Unknown(), Outcomes.Good()),
            "warning and unknown" => Outcomes.Report(Outcomes.Unknown(), Outcomes.Drift(Outcomes.Full())),
            "error and unknown" => Outcomes.Report(Outcomes.Unknown(), Outcomes.Drift(Outcomes.Owner(), Outcomes.Owner())),
            _ => Outcomes.Report(),
        };

        Assert.Equal((status, exitCode), (report.Status.Word(), report.ExitCode));
        Assert.Equal(summary, Summary.Of(report));
    }
}
