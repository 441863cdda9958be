namespace HsTrainerAgent.Linux.Systemd;

/// <summary>The names of our units, and whether they are installed.</summary>
internal static class UnitNames
{
    private const string Template = "hs-trainer@.service";

    /// <summary>The unit that runs a trainer. A trainer's name needs no escaping; see systemd.unit(5).</summary>
    public static string Trainer(string name) => $"hs-trainer@{name}.service";

    /// <summary>Whether the trainers' template lies where systemd looks for units, masked or not.</summary>
    public static bool AreInstalled { get; } = new[] { "/etc", "/run", "/usr/local/lib", "/usr/lib", "/lib" }
        .Any(folder => Path.Exists($"{folder}/systemd/system/{Template}"));
}
