using HsTrainerAgent.Article;
using HsTrainerAgent.Checks.Storage;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Bundling.Parts;

/// <summary>The names in each bundle's <c>.env</c>, and HS_PATH; no other value.</summary>
internal static class EnvironmentPart
{
    private const int Largest = 1 << 20;

    public static Part Of(Scene scene) => Part.Of("environment.txt", "the names in each bundle's .env and the value of HS_PATH, no other value", part =>
    {
        foreach (var bundle in scene.Trainers.Select(trainer => trainer.Bundle.TrimEnd('/')).Distinct())
        {
            part.Heading(bundle + "/.env");
            var content = NamedFile.Read(scene.Host.Below(bundle + "/.env"), Largest, () => scene.Host.Follow(bundle + "/.env"));
            if (content.Problem != FileProblem.None)
            {
                part.File(bundle + "/.env", content);
                continue;
            }
            var file = EnvFile.Parse(content.Bytes);
            part.Field("bytes", content.Bytes.Length.ToString());
            foreach (var (name, value) in file.Assignments)
                part.Field(name, name == "HS_PATH" ? Layout.Normal(value) : "(not shown)");
            if (file.OtherLines.Count > 0)
                part.Field("lines of another kind", string.Join(", ", file.OtherLines.Take(50)));
            if (file.HasByteOrderMark || file.HasCarriageReturns)
                part.Field("written as on Windows", $"byte order mark: {file.HasByteOrderMark}, carriage returns: {file.HasCarriageReturns}");
        }
        if (scene.Settings is null)
            part.CouldNotLook("without settings that can be used nothing says where the bundles lie");
    });
}
