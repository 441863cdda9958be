using System.Text.Json.Nodes;
using HsTrainerAgent.Ledger;

namespace HsTrainerAgent.Hosting.Reporting;

/// <summary>Takes the token out of every text of a report that comes from outside: the settings, the host, the application, run.sh.</summary>
internal static class StatusScrubbing
{
    /// <param name="scrub">Replaces the token by <c>***</c>.</param>
    public static StatusReport Without(StatusReport report, Func<string, string> scrub) => report with
    {
        Host = scrub(report.Host),
        Pause = report.Pause is { } pause ? pause with { Reason = scrub(pause.Reason), By = Maybe(pause.By, scrub) } : null,
        Agent = report.Agent with { Stuck = Maybe(report.Agent.Stuck, scrub) },
        Settings = report.Settings with
        {
            File = scrub(report.Settings.File),
            Url = Maybe(report.Settings.Url, scrub),
            Errors = [.. report.Settings.Errors.Select(scrub)],
            Reason = Maybe(report.Settings.Reason, scrub),
        },
        Trainers = [.. report.Trainers.Select(trainer => trainer with { Name = scrub(trainer.Name), Version = scrub(trainer.Version), Reason = Maybe(trainer.Reason, scrub) })],
        Checks = [.. report.Checks.Select(check => check with
        {
            Trainer = Maybe(check.Trainer, scrub),
            Reason = Maybe(check.Reason, scrub),
            Findings = [.. check.Findings.Select(finding => finding with
            {
                Subject = scrub(finding.Subject), Desired = scrub(finding.Desired), Observed = scrub(finding.Observed), Fix = scrub(finding.Fix),
            })],
            Facts = (JsonObject?)Clean(check.Facts, scrub),
        })],
    };

    private static string? Maybe(string? text, Func<string, string> scrub) => text is null ? null : scrub(text);

    private static JsonNode? Clean(JsonNode? node, Func<string, string> scrub) => node switch
    {
        JsonObject group => new JsonObject(group.Select(fact => KeyValuePair.Create(fact.Key, Clean(fact.Value, scrub)))),
        JsonArray list => new JsonArray([.. list.Select(item => Clean(item, scrub))]),
        JsonValue value when value.TryGetValue<string>(out var text) => scrub(text),
        _ => node?.DeepClone(),
    };
}
