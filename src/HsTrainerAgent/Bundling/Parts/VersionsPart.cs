using System.Runtime.InteropServices;
using HsTrainerAgent.Checks.Host;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Bundling.Parts;

/// <summary>What runs here in which version: the agent, systemd, the kernel, the distribution, container engines, OpenSSL, glibc, SELinux.</summary>
internal static class VersionsPart
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    public static Part Of(Scene scene) => new("versions.txt", "versions of the agent, the system and what both rely on", async (part, cancellation) =>
    {
        part.Field("hs-trainer-agent", $"{ThisBuild.Version} ({ThisBuild.Commit})");
        part.Field("runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        foreach (var trainer in scene.Trainers)
            part.Field($"trainer {trainer.Name}", $"{trainer.Version}, bundle {trainer.Bundle}, HS_PATH {trainer.Path}");
        if (scene.Host.IsRunningHost)
        {
            part.Field("openssl", OpenSsl.IsThere ? OpenSsl.VersionText : OpenSsl.Missing);
            await ProgramAsync("systemd", "--version", UnitsPart.Systemctl).ConfigureAwait(false);
            await ProgramAsync("glibc", "--version", "/usr/bin/ldd", "/bin/ldd").ConfigureAwait(false);
            scene.File(part, "/proc/version");
        }
        scene.File(part, "/etc/os-release");
        part.Heading("container engines");
        var engines = await ContainerEngine.FindAsync(scene.Host, scene.Clock, cancellation).ConfigureAwait(false);
        part.Line(engines.Count == 0 ? "none" : string.Join('\n', engines));
        part.Heading("SELinux");
        var policy = SelinuxPolicy.Read(scene.Host);
        part.Field("configured", $"{policy.Mode ?? "nothing says"}, policy {policy.Type ?? "unknown"}");
        part.Field("enforce", WholeFile.Read(scene.Host.Follow("/sys/fs/selinux/enforce"), 64) is { Problem: FileProblem.None } mode
            ? System.Text.Encoding.ASCII.GetString(mode.Bytes).Trim() : "SELinux is disabled: there is no /sys/fs/selinux/enforce");

        async Task ProgramAsync(string name, string argument, params IReadOnlyList<string> programs)
        {
            var line = programs.FirstOrDefault(File.Exists) is { } program
                ? await ProgramOutput.FirstLineAsync(program, [argument], Deadline, scene.Clock, cancellation).ConfigureAwait(false) : null;
            part.Field(name, line ?? "does not say");
        }
    });
}
