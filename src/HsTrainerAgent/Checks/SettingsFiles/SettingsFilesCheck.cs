using HsTrainerAgent.Applying;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Checks.SettingsFiles;

/// <summary>Looks who can read and who can change the settings file, the token file and the client key.</summary>
/// <param name="settingsFile">A path on this machine, taken as given.</param>
internal sealed class SettingsFilesCheck(string settingsFile) : ICheck
{
    private const int ReadableByOthers = 0x4;

    public string Name => "settings";

    public bool PerTrainer => false;

    public IReadOnlyList<FindingKind> Kinds => SettingsKinds.All;

    public Task LookAsync(CheckContext context, CancellationToken cancellation)
    {
        var application = context.Settings.Application;
        LookAt(Path.GetFullPath(settingsFile), Path.GetFullPath(settingsFile), context.Look);
        foreach (var file in new[] { application.TokenFile, application.Tls.ClientKeyFile ?? application.Tls.ClientCertificateFile }.OfType<string>().Distinct())
            LookAt(context.Host.Follow(file), file, context.Look);
        return Task.CompletedTask;
    }

    private static void LookAt(string path, string shown, Look look)
    {
        var place = new PathWalk("/").To(path);
        // What is missing is told by those who need it: the settings as an error, the client key as api.tls-files.
        if (place.WhyNotLooked() is { } why)
            look.CouldNotLook($"{shown}: {why}");
        if (place.Inode is not { } inode)
            return;
        if ((inode.Permissions & ReadableByOthers) != 0)
            look.Found(SettingsKinds.Readable.Found(shown, "not readable by others", $"mode {inode.Mode}"));
        if (StartAccess.OpenToOthers(path, shown) is { } open)
            look.Found(SettingsKinds.Writable.Found(shown, "written by root alone", open.How, ("place", open.Place)));
    }
}
