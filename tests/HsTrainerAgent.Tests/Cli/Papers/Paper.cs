using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Cli.Papers;

/// <summary>A paper as a package build prints it: with the date of its sources.</summary>
internal static class Paper
{
    private const string SourceDate = "1795392000"; // 2026-11-23

    public static async Task<string> OfAsync(string name, string? epoch = SourceDate)
    {
        var start = AgentProcess.StartInfo(["paper", name, "--settings", "/nonexistent/settings.json"]);
        if (epoch is null)
            start.Environment.Remove("SOURCE_DATE_EPOCH");
        else
            start.Environment["SOURCE_DATE_EPOCH"] = epoch;
        var run = await AgentProcess.RunAsync(start);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }

    /// <summary>The same text whatever the version of this build.</summary>
    public static string Unversioned(string text) => text.Replace(ThisBuild.Version, "VERSION");

    /// <summary>A manual page as a reader sees it: without fonts, macros and escapes.</summary>
    public static string Plain(string roff) => roff.Replace(@"\fB", "").Replace(@"\fI", "").Replace(@"\fR", "").Replace(@"\-", "-").Replace(@"\(aq", "'").Replace(@"\(dq", "\"");
}
