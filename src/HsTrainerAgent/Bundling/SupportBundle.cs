using HsTrainerAgent.Bundling.Parts;
using HsTrainerAgent.Bundling.Scrubbing;

namespace HsTrainerAgent.Bundling;

/// <summary>All that a bundle tells, in its order, and the look at all of it.</summary>
internal static class SupportBundle
{
    /// <param name="reports">What the status and the checks say.</param>
    public static IReadOnlyList<Part> Parts(Scene scene, IEnumerable<Part> reports) =>
    [
        StateParts.Status(scene),
        .. reports,
        SettingsParts.Effective(scene),
        SettingsParts.Reading(scene),
        StateParts.Trainers(scene),
        StateParts.Pause(scene),
        ClaimsPart.Of(scene),
        UnitsPart.Of(scene),
        JournalParts.Text(scene),
        JournalParts.Json(scene),
        VersionsPart.Of(scene),
        FoldersPart.Of(scene),
        EnvironmentPart.Of(scene),
        MachineParts.Mounts(scene),
        MachineParts.Disks(scene),
        ProcessesPart.Of(scene),
        MachineParts.Memory(scene),
        MachineParts.Time(scene),
        MachineParts.Network(scene),
    ];

    /// <summary>Looks at all parts at once, so that those that hang are waited for together; the order stays.</summary>
    public static async Task<IReadOnlyList<ScrubbedPart>> LookAsync(IReadOnlyList<Part> parts, KnownSecrets secrets, TimeProvider clock, CancellationToken cancellation) =>
        await Task.WhenAll(parts.Select(part => ScrubbedPart.LookAsync(part, secrets, clock, cancellation))).ConfigureAwait(false);
}
