using System.Diagnostics;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Checks;

/// <summary>A trainer host in a temporary folder, looked at through <c>--root</c>, with everything in order for 32.0.3 at the default path.</summary>
internal sealed class TrainerHost : IDisposable
{
    public const string Bundle = "/opt/hs/hyperscience-trainer-32.0.3";

    public const string Media = "/mnt/hs/trainer_media";

    public const string Database = "/mnt/hs/postgres_trainer32_0";

    public TrainerHost()
    {
        Root = Directory.CreateTempSubdirectory("trainer-host-").FullName;
        Run($"mkdir -p {Bundle} {Media} {Database} && touch {Bundle}/.env && chmod 755 {Media}");
        if (IsRoot)
            Run($"chown 1000:1000 {Media}");
        Mounts("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n");
    }

    public string Root { get; }

    public static bool IsRoot => Environment.IsPrivilegedProcess;

    public string File(string hostPath) => Root + hostPath;

    public void Mounts(string mountinfo) => Write("/proc/self/mountinfo", mountinfo);

    public void Write(string hostPath, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(hostPath))!);
        System.IO.File.WriteAllText(File(hostPath), text);
    }

    /// <summary>Runs a command as an operator would paste it, with the host's paths led below the root.</summary>
    public void Run(string command)
    {
        var here = command.Replace("/mnt/", Root + "/mnt/").Replace("/opt/", Root + "/opt/").Replace("/app/", Root + "/app/");
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-ec", here]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var errors = bash.StandardError.ReadToEnd();
        bash.WaitForExit();
        Assert.True(bash.ExitCode == 0, $"{here}\n{errors}");
    }

    public CheckOutcome Look(ICheck check, string version = "32.0.3", string path = "/mnt/hs", TlsSettings? tls = null, ThresholdSettings? thresholds = null, string token = "t0ken", bool claims = true)
    {
        var trainer = new TrainerSettings { Name = version, Bundle = Bundle, Version = version, Path = path };
        var settings = new AgentSettings
        {
            Application = new ApplicationSettings { Url = "https://abcd123.internal", Token = new Secret(token), Tls = tls ?? new() },
            Trainers = [trainer],
            Claims = claims,
            Thresholds = thresholds ?? new() { SpacePercent = 101, InodesPercent = 101 },
        };
        var runner = new CheckRunner(new HostPaths(Root), TimeProvider.System, TimeSpan.FromSeconds(30));
        return runner.RunAsync(check, settings, trainer, CancellationToken.None).GetAwaiter().GetResult();
    }

    public void Dispose() => TemporaryFolder.Delete(Root);
}

/// <summary>How tests write down a finding.</summary>
internal static class FindingText
{
    public static string[] Lines(this CheckOutcome outcome) => [.. outcome.Findings.Select(Line)];

    public static string Line(this Finding finding) =>
        $"{finding.Severity.ToString().ToLowerInvariant()} {finding.Code} {finding.Subject}: {finding.Observed}, not {finding.Desired}; {finding.Fix}";
}
