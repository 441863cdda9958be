using HsTrainerAgent.Settings.Kinds;
using HsTrainerAgent.Settings.Shape;

namespace HsTrainerAgent.Settings.Keys;

/// <summary>The keys of <c>thresholds</c>.</summary>
internal static class ThresholdKeys
{
    private static readonly ThresholdSettings Default = new();

    private static readonly Key<ThresholdSettings, int> SpacePercent = new("spacePercent", new NumberKind(1, 100), Default, settings => settings.SpacePercent,
        "A volume that is this full or fuller, in percent, is a finding.");

    private static readonly Key<ThresholdSettings, int> InodesPercent = new("inodesPercent", new NumberKind(1, 100), Default, settings => settings.InodesPercent,
        "A volume with this share of its inodes in use or more, in percent, is a finding.");

    private static readonly Key<ThresholdSettings, int> MemoryGb = new("memoryGb", new NumberKind(1, 65536), Default, settings => settings.MemoryGb,
        "A host with less memory than this, in GB, is a finding.");

    private static readonly Key<ThresholdSettings, int> CertificateDays = new("certificateDays", new NumberKind(0, 3650), Default, settings => settings.CertificateDays,
        "A certificate of the application that expires in fewer days than this is a finding; 0: only once it has expired.");

    public static Group<ThresholdSettings> Group { get; } = new([SpacePercent, InodesPercent, MemoryGb, CertificateDays], values => new ThresholdSettings
    {
        SpacePercent = values.Of(SpacePercent),
        InodesPercent = values.Of(InodesPercent),
        MemoryGb = values.Of(MemoryGb),
        CertificateDays = values.Of(CertificateDays),
    });
}
