using System.Text.Json.Nodes;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Bundling.Parts;

/// <summary>The settings in force as <c>settings show</c> has them, without the values of variables, and what is wrong with the file; never the file itself.</summary>
internal static class SettingsParts
{
    public static Part Effective(Scene scene) => Part.Of("settings.json", "the settings in force, every default filled in, secrets as ***", part =>
    {
        if (scene.Settings is { } settings)
            part.Line(Masked(SettingsJson.Effective(settings)));
        else
            part.CouldNotLook("the settings cannot be used: see settings.txt");
    });

    public static Part Reading(Scene scene) => Part.Of("settings.txt", "what is wrong with the settings file, or noted of it", part =>
    {
        part.Field("file", scene.SettingsFile);
        part.Field("state", scene.Settings is not null ? "good" : scene.Reading.IsBlank ? "nothing filled in" : "cannot be used");
        foreach (var error in scene.Reading.Errors)
            part.Field("error", error.ToString());
        foreach (var note in scene.Reading.Notes)
            part.Field("note", note);
    });

    private static string Masked(string effective)
    {
        var settings = JsonNode.Parse(effective)!;
        if (settings["application"]?["tls"]?["environment"] is JsonObject variables)
        {
            foreach (var name in variables.Select(variable => variable.Key).ToList())
                variables[name] = Secret.Shown;
        }
        return settings.ToString();
    }
}
