using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Checks.Storage;

/// <summary>Compares HS_PATH, the media folder, their volumes and the bundle's <c>.env</c> with the article; never touches a shared file system.</summary>
internal sealed class StorageCheck : ICheck
{
    public string Name => "storage";

    public bool PerTrainer => true;

    public IReadOnlyList<FindingKind> Kinds { get; } = [.. FolderKinds.All, .. VolumeKinds.All, .. ClaimKinds.All, .. EnvironmentKinds.All];

    public Task LookAsync(CheckContext context, CancellationToken cancellation)
    {
        var look = context.Look;
        var desired = DesiredStorage.For(context.Settings, context.Trainer!, out var reason);
        if (reason is not null)
            look.CouldNotLook(reason);
        if (context.Mounts() is not { } mounts)
            return Task.CompletedTask;

        // What the mount table alone tells comes first: a local disk that hangs later must not hide it.
        var places = new Dictionary<string, Place>();
        var told = new HashSet<int>();
        foreach (var folder in desired.Folders.OrderBy(folder => mounts.WithoutSymlinks(folder).Nature == FileSystemNature.Local))
        {
            cancellation.ThrowIfCancellationRequested();
            var place = places[folder] = mounts.Walk.To(folder);
            if (told.Add(place.Mount!.Id))
                look.Found(VolumeDrift.OfMount(folder, place.Mount, mounts.Table));
            if (place.WhyNotLooked() is { } why)
                look.CouldNotLook(why, folder);
            if (folder == desired.Path)
                look.Found(FolderDrift.OfPath(place));
            if (folder == desired.MediaPath)
                look.Found(FolderDrift.OfMedia(place));
        }
        look.Found(ClaimDrift.Look(context, mounts.Walk, places[desired.Path]));
        look.Found(ObservedEnvironment.Look(mounts.Walk, desired.Environment, look).Select(finding => Scrubbed(finding, context.Settings.Application.Token)));
        LookAtVolumes(desired, places.Values, look, cancellation);
        return Task.CompletedTask;
    }

    private static void LookAtVolumes(DesiredStorage desired, IEnumerable<Place> places, Look look, CancellationToken cancellation)
    {
        foreach (var place in places.Where(place => place.State == PlaceState.Found).DistinctBy(place => place.Mount!.Device))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Volume.Of(place.Here, out var error) is { } volume)
                look.Found(VolumeDrift.OfVolume(place.Path, place.Mount!, volume, desired.Thresholds));
            else
                look.CouldNotLook($"{place.Path}: space: {error}", place.Path);
        }
    }

    // Nobody should keep the token in .env, but somebody will.
    private static Finding Scrubbed(Finding finding, Secret token) =>
        finding with { Desired = token.Scrub(finding.Desired), Observed = token.Scrub(finding.Observed), Fix = token.Scrub(finding.Fix) };
}
