using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Checks.SettingsFiles;

/// <summary>Looks who can read and who can change the settings file, the token file and the client key.</summary>
/// <param name="settingsFile">A path on this machine, taken as given.</param>
/// <param name="runsAs">The user who reads them to run run.sh; by default this process's.</param>
internal sealed class SettingsFilesCheck(string settingsFile, uint? runsAs = null) : ICheck
{
    private const int ReadableByOthers = 0x4;

    public string Name => "settings";

    public bool PerTrainer => false;

    public IReadOnlyList<FindingKind> Kinds => SettingsKinds.All;

    public Task LookAsync(CheckContext context, CancellationToken cancellation)
    {
        var application = context.Settings.Application;
        var here = Path.GetFullPath(settingsFile);
        LookAt(context.Host.Owner(here), context.Host.Named(here), context.Look);
        foreach (var file in new[] { application.TokenFile, application.Tls.ClientKeyFile ?? application.Tls.ClientCertificateFile }.OfType<string>().Distinct())
            LookAt(context.Host, file, context.Look);
        return Task.CompletedTask;
    }

    private void LookAt(HostPaths host, string path, Look look)
    {
        var place = new PathWalk(host.Root).To(path);
        // What is missing is told by those who need it: the settings as an error, the client key as api.tls-files.
        if (place.WhyNotLooked() is { } why)
            look.CouldNotLook($"{path}: {why}");
        if (place.Inode is not { } inode)
            return;
        if ((inode.Permissions & ReadableByOthers) != 0)
            look.Found(SettingsKinds.Readable.Found(path, "not readable by others", $"mode {inode.Mode}"));
        var open = WriteAccess.OpenToOthers(host, path, out var unknown, runsAs);
        if (unknown is not null)
            look.CouldNotLook($"who may write {path}: {unknown}");
        if (open is not null)
            look.Found(SettingsKinds.Writable.Found(path, "written by root alone", open.How, ("place", open.Place)));
    }
}
