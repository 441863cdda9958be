using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>Names the keys by which two settings differ, never their values.</summary>
internal static class SettingsChanges
{
    public static IReadOnlyList<string> Between(AgentSettings before, AgentSettings after)
    {
        var old = Values(before).ToDictionary(value => value.Key, value => value.Value);
        var now = Values(after).ToDictionary(value => value.Key, value => value.Value);
        return [.. now.Keys.Union(old.Keys).Where(key => !old.TryGetValue(key, out var was) || !now.TryGetValue(key, out var value) || !Equals(was, value))];
    }

    private static IEnumerable<(string Key, object? Value)> Values(AgentSettings settings)
    {
        var application = settings.Application;
        yield return ("application.url", application.Url);
        yield return ("application.token", application.Token);
        yield return ("application.tokenFile", application.TokenFile);
        yield return ("application.tls.caFile", application.Tls.CaFile);
        yield return ("application.tls.clientCertificateFile", application.Tls.ClientCertificateFile);
        yield return ("application.tls.clientKeyFile", application.Tls.ClientKeyFile);
        yield return ("application.tls.files", Joined(application.Tls.Files));
        yield return ("application.tls.environment", Joined(application.Tls.Environment.SelectMany<KeyValuePair<string, string>, string>(line => [line.Key, line.Value])));
        yield return ("application.probePath", application.ProbePath);
        yield return ("application.revision", application.Revision);
        foreach (var trainer in settings.Trainers)
            yield return ($"trainers[{trainer.Name}]", trainer);
        yield return ("schedules.storage", settings.Schedules.Storage);
        yield return ("schedules.selinux", settings.Schedules.SeLinux);
        yield return ("schedules.api", settings.Schedules.Api);
        yield return ("schedules.trainer", settings.Schedules.Trainer);
        yield return ("schedules.host", settings.Schedules.Host);
        yield return ("apply.mode", settings.Apply.Mode);
        yield return ("apply.settle", settings.Apply.Settle);
        yield return ("apply.timeout", settings.Apply.Timeout);
        yield return ("apply.foregroundAfter", settings.Apply.ForegroundAfter);
        yield return ("apply.preflight", settings.Apply.Preflight);
        yield return ("apply.atBoot", settings.Apply.AtBoot);
        yield return ("apply.splay", settings.Apply.Splay);
        yield return ("apply.windows", Joined(settings.Apply.Windows.Select(window => window.ToString())));
        yield return ("apply.guard", settings.Apply.Guard is { } guard ? Joined(guard) : null);
        yield return ("repair.mode", settings.Repair);
        yield return ("thresholds", settings.Thresholds);
        yield return ("claims", settings.Claims);
        yield return ("metrics.textfile", settings.MetricsTextfile);
    }

    private static string Joined(IEnumerable<string> values) => string.Concat(values.Select(value => $"{value.Length}:{value}"));
}
