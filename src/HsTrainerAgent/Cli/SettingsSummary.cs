using System.Text;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli;

/// <summary>What settings are in force, in a few lines for people.</summary>
internal static class SettingsSummary
{
    public static string Text(string file, AgentSettings settings, IReadOnlyList<string> notes)
    {
        var text = new StringBuilder($"{file}: good\n");
        var application = settings.Application;
        Line("application", application.Url);
        Line("token", application.TokenFile is null ? "in the settings" : $"from {application.TokenFile}");
        foreach (var trainer in settings.Trainers)
            Line($"trainer {trainer.Name}", $"version {trainer.Version}, bundle {trainer.Bundle}, HS_PATH {trainer.Path}");
        Line("apply", settings.Apply.Mode == ApplyMode.Auto ? $"by itself, {Duration.Text(settings.Apply.Settle)} after a change" : "when an operator says so");
        Line("repair", settings.Repair == RepairMode.Auto ? "by itself, the documented steps" : "when an operator says so; drift is reported");
        foreach (var note in notes)
            Line("note", note);
        return text.ToString().TrimEnd('\n');

        void Line(string what, string how) => text.Append($"  {what,-16}  {how}\n");
    }
}
