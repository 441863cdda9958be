using System.Text.RegularExpressions;

namespace HsTrainerAgent.Checks.Host;

/// <summary>Which engine it really is, whatever its file is called, and its version.</summary>
internal sealed partial record EngineVersion(string Engine, Version Number)
{
    /// <summary>From <c>podman version 4.9.4-rhel</c> or <c>Docker version 28.2.2, build e6534b4</c>; null for other text.</summary>
    public static EngineVersion? Read(string? line) => Pattern().Match(line ?? "") is { Success: true } match
        ? new EngineVersion(match.Groups[1].Value.ToLowerInvariant(), new Version(Part(match.Groups[2]), Part(match.Groups[3]), Part(match.Groups[4])))
        : null;

    public bool IsTooOld => Number < (Engine == "podman" ? new Version(3, 3, 1) : new Version(1, 13, 0));

    public override string ToString() => $"{Engine} {Number}";

    private static int Part(Group group) => group.Success ? int.Parse(group.ValueSpan) : 0;

    [GeneratedRegex(@"^(podman|docker) version v?([0-9]{1,6})\.([0-9]{1,6})(?:\.([0-9]{1,6}))?", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
