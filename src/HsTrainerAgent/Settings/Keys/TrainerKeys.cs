using HsTrainerAgent.Settings.Kinds;
using HsTrainerAgent.Settings.Shape;
using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Settings.Keys;

/// <summary>The keys of an entry of <c>trainers</c>.</summary>
internal static class TrainerKeys
{
    private static readonly TrainerSettings Default = new() { Name = "", Bundle = "", Version = "" };

    private static readonly Key<TrainerSettings, string> Bundle = new("bundle", new PathKind("/opt/hs/hyperscience-trainer-32.0.3"), Default, trainer => trainer.Bundle,
        "The folder of the unpacked bundle, with run.sh in it.")
    { Absent = Absent.Error, Asked = true, Example = "\"/opt/hs/hyperscience-trainer-32.0.3\"" };

    private static readonly Key<TrainerSettings, string> Version = new("version", Forms.Version, Default, trainer => trainer.Version,
        "The trainer's version; read from the name of the bundle's folder when left out.")
    { Absent = Absent.Derived, Example = "\"32.0.3\"" };

    private static readonly Key<TrainerSettings, string> Path = new("path", new PathKind(TrainerSettings.DefaultPath), Default, trainer => trainer.Path,
        "HS_PATH, the folder that the trainer works in.");

    private static readonly Key<TrainerSettings, string> Name = new("name", Forms.Name, Default, trainer => trainer.Name,
        "What the trainer is called on command lines, in findings and as a unit, hs-trainer@NAME.service; the version when left out.")
    { Absent = Absent.Derived, Example = "\"32.0.3\"" };

    public static Kind<IReadOnlyList<TrainerSettings>> List { get; } = new TrainerList(new Group<TrainerSettings>([Bundle, Version, Path, Name], Build));

    private static TrainerSettings Build(Values<TrainerSettings> values)
    {
        var version = values.Of(Version);
        if (!values.Mentions(Version) && values.Has(Bundle))
        {
            version = BundleName.OfBundle(values.Of(Bundle)) ?? "";
            if (version.Length == 0)
                values.Wrong(Bundle, "has no version in the name of its folder", "add \"version\" beside it");
        }
        var name = values.Mentions(Name) ? values.Of(Name) : BundleName.AsName(version);
        return new TrainerSettings { Bundle = values.Of(Bundle), Version = version, Path = values.Of(Path), Name = name };
    }

    private sealed class TrainerList(Group<TrainerSettings> trainer) : ListKind<TrainerSettings>(trainer, mayBeEmpty: false)
    {
        protected override void JudgeTogether(IReadOnlyList<(TrainerSettings Value, SourceValue Source, string Path)> items, Report report)
        {
            var first = new Dictionary<string, string>();
            foreach (var (value, source, path) in items)
            {
                if (first.TryAdd(value.Name, path))
                    continue;
                var own = ((SourceObject)source).Members.FirstOrDefault(member => member.Name == Name.Name);
                report.Error(own?.Value.Offset ?? source.Offset, Paths.Join(path, Name.Name), $"is also the name of {first[value.Name]}",
                    own is null ? "add a \"name\" of its own" : "give it a name of its own");
            }
        }
    }
}
