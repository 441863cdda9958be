using System.Diagnostics;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Demo;

/// <summary>A small trainer host in a folder of its own: a bundle with a stand-in run.sh, HS_PATH and the places for settings and records; gone when disposed.</summary>
internal sealed class TrainerHost : IDisposable
{
    public const string Version = "32.0.3";

    public TrainerHost()
    {
        Root = Directory.CreateTempSubdirectory("hs-trainer-").FullName;
        Paths = new HostPaths(Root);
        foreach (var folder in new[] { "etc", "run", "var/lib", "tmp", "proc", "usr/bin", "opt/hs/hyperscience-trainer-" + Version, "mnt/hs/trainer_media", "mnt/hs/postgres_trainer32_0" })
            Directory.CreateDirectory(Path.Combine(Root, folder), (UnixFileMode)0b111_101_101);
        File.WriteAllText(In("etc/hostname"), "trainer01\n");
        File.WriteAllText(In("etc/machine-id"), "0a1b2c3d4e5f60718293a4b5c6d7e8f9\n");
        File.WriteAllText(In("opt/hs/hyperscience-trainer-" + Version + "/.env"), "");
        File.WriteAllText(In("proc/meminfo"), "MemTotal:       65886208 kB\n");
        File.WriteAllText(In("usr/bin/podman"), "#!/bin/sh\n");
        File.SetUnixFileMode(In("usr/bin/podman"), (UnixFileMode)0b111_101_101);
        WriteScript("exit 0");
    }

    public string Root { get; }

    public HostPaths Paths { get; }

    public string SettingsFile => In("etc/hs-trainer-agent.json");

    /// <summary>The host's own path of the bundle.</summary>
    public static string Bundle => "/opt/hs/hyperscience-trainer-" + Version;

    public string BundleFolder => Root + Bundle;

    /// <summary>Each start of run.sh adds a line here: its arguments.</summary>
    public string RunLog => In("runs");

    public IReadOnlyList<string> Runs => File.Exists(RunLog) ? File.ReadAllLines(RunLog) : [];

    public string In(string path) => Path.Combine(Root, path);

    /// <summary>The stand-in: notes its arguments, then does what is given.</summary>
    public void WriteScript(string body)
    {
        var script = Path.Combine(BundleFolder, "run.sh");
        File.WriteAllText(script, $"#!/bin/bash\necho \"$*\" >> {ShellText.Quote(RunLog)}\n{body}\n");
        File.SetUnixFileMode(script, (UnixFileMode)0b110_100_100);
    }

    /// <summary>A bash script below the root that can be run by its name.</summary>
    public void WriteProgram(string path, string body) => Executable.Write(In(path), $"#!/bin/bash\n{body}\n");

    /// <summary>Saved as a configuration tool does it: a new file renamed over the old one.</summary>
    public void WriteSettings(string json)
    {
        var temporary = SettingsFile + ".new";
        File.WriteAllText(temporary, json);
        File.SetUnixFileMode(temporary, (UnixFileMode)0b110_100_000);
        File.Move(temporary, SettingsFile, overwrite: true);
    }

    public void Dispose()
    {
        // What the stand-in left running carries the folder in its command line or environment; the agent's tests end it themselves.
        using var removal = Process.Start("rm", ["-rf", Root]);
        removal.WaitForExit();
    }
}
