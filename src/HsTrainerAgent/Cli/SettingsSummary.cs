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
        Line("apply", Apply(settings.Apply));
        Line("repair", settings.Repair == RepairMode.Auto ? "by itself, the documented steps" : "when an operator says so; drift is reported");
        foreach (var note in notes)
            Line("note", note);
        return text.ToString().TrimEnd('\n');

        static string Apply(ApplySettings apply) => string.Join(", ", new[]
        {
            apply.Mode == ApplyMode.Auto ? $"by itself, {Duration.Text(apply.Settle)} after a change" : "when an operator says so",
            apply.Splay > TimeSpan.Zero ? $"with a wait of up to {Duration.Text(apply.Splay)}" : "",
            string.Join(" or ", apply.Windows.Select(window => $"within {Duration.Text(window.For)} after {window.Start.Cron}")),
            apply.Guard is { } guard ? $"if {guard[0]} says yes" : "",
        }.Where(part => part.Length > 0));

        void Line(string what, string how) => text.Append($"  {what,-16}  {how}\n");
    }
}
