using HsTrainerAgent.Article;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Checks.Storage;

/// <summary>Judges what an <c>.env</c> file says; the values of variables it does not look for are never shown, as they may be secrets.</summary>
internal static class EnvironmentDrift
{
    public static Finding WhenMissing(DesiredEnvironment desired, string observed)
    {
        string[] lines = [.. desired.PathLines, .. desired.TlsLines];
        return EnvironmentKinds.Missing.FoundWithFix(desired.File, lines.Length == 0 ? "an empty file" : string.Join(", ", lines), observed,
            (observed == "missing" ? "" : $"mv {ShellText.Quote(desired.File)} {ShellText.Quote(desired.File + ".aside")} && ") + EnvCure.Write(desired.File, lines));
    }

    public static IEnumerable<Finding> Between(DesiredEnvironment desired, EnvFile seen)
    {
        if ((desired.IsDefaultPath ? NotEmpty(desired, seen) : OtherPath(desired, seen)) is { } finding)
            yield return finding;
        var wrong = desired.Tls.Where(pair => seen.ValueOf(pair.Key) != pair.Value).ToArray();
        if (wrong.Length > 0)
        {
            string[] names = [.. wrong.Select(pair => pair.Key)];
            string[] lines = [.. wrong.Select(pair => $"{pair.Key}={ShellText.Quote(pair.Value)}")];
            yield return EnvironmentKinds.Tls.FoundWithFix(desired.File, string.Join(", ", lines),
                string.Join(", ", names.Select(name => seen.ValueOf(name) is null ? $"{name} is not set" : $"{name} has another value")),
                EnvCure.Set(desired.File, seen, names, lines));
        }
        string[] foreign = [.. seen.Assignments.Select(assignment => assignment.Name).Where(ApplicationVariables.Contains).Except(desired.TlsNames)];
        if (foreign.Length > 0)
            yield return EnvironmentKinds.ApplicationVariable.FoundWithFix(desired.File, "set in the application's .env only", $"sets {string.Join(", ", foreign)}",
                EnvCure.Remove(desired.File, seen, foreign));
    }

    private static Finding? NotEmpty(DesiredEnvironment desired, EnvFile seen)
    {
        string[] extra = [.. seen.Assignments.Select(assignment => assignment.Name).Distinct().Except(desired.TlsNames)];
        List<string> observed = extra.Length == 0 ? [] : [$"sets {string.Join(", ", extra.Take(5))}" + (extra.Length > 5 ? $" and {extra.Length - 5} more" : "")];
        if (seen.OtherLines.Count > 0)
            observed.Add($"text that is no assignment in line {seen.OtherLines[0]}");
        observed.AddRange(Marks(seen));
        return observed.Count == 0 ? null : EnvironmentKinds.NotEmpty.FoundWithFix(desired.File,
            desired.Tls.Count == 0 ? "empty" : $"nothing but {string.Join(", ", desired.TlsNames)}", string.Join("; ", observed),
            EnvCure.KeepOnly(desired.File, seen, desired.TlsNames));
    }

    private static Finding? OtherPath(DesiredEnvironment desired, EnvFile seen)
    {
        var value = seen.ValueOf("HS_PATH");
        List<string> observed = value is null ? ["HS_PATH is not set"]
            : value.StartsWith('/') && Layout.Normal(value) == desired.HsPath ? []
            : [$"HS_PATH={UnixText.Shown(value)}"];
        observed.AddRange(Marks(seen));
        return observed.Count == 0 ? null : EnvironmentKinds.Path.FoundWithFix(desired.File, desired.PathLines[0], string.Join("; ", observed),
            EnvCure.Set(desired.File, seen, ["HS_PATH"], desired.PathLines));
    }

    private static IEnumerable<string> Marks(EnvFile seen)
    {
        if (seen.HasByteOrderMark)
            yield return "a byte order mark";
        if (seen.HasCarriageReturns)
            yield return "Windows line ends";
    }
}
