using System.Text.Json.Nodes;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Settings.Keys;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>Names the keys by which two settings differ, never their values.</summary>
internal static class SettingsChanges
{
    /// <returns>Key paths as in <c>trainers[0].path</c>; empty when the settings mean the same.</returns>
    public static IReadOnlyList<string> Between(AgentSettings before, AgentSettings after)
    {
        List<string> changed = [];
        // As JSON the token is *** on both sides.
        if (!before.Application.Token.Equals(after.Application.Token))
            changed.Add("application.token");
        Compare("", SettingsKeys.Group.Write(before), SettingsKeys.Group.Write(after), changed);
        return changed;
    }

    /// <summary>The TLS files whose contents differ, by the settings' keys; one that did not answer is not known to differ.</summary>
    public static IEnumerable<string> OfTlsFiles(AgentSettings settings, HostPaths host, Snapshot before, Snapshot now) =>
        from tls in settings.Application.Tls.ConnectionFiles()
        let path = host.Below(tls.Path)
        where before.Holds(path) && now.Holds(path) && before[path].IsAnswer && now[path].IsAnswer && before[path] != now[path]
        select $"content of application.tls.{tls.Key} {tls.Path}";

    private static void Compare(string path, JsonNode? before, JsonNode? after, List<string> changed)
    {
        if (before is JsonObject was && after is JsonObject now)
        {
            foreach (var name in was.Select(member => member.Key).Union(now.Select(member => member.Key)))
                Compare(path.Length == 0 ? name : $"{path}.{name}", was[name], now[name], changed);
        }
        else if (before is JsonArray those && after is JsonArray these && those.Count == these.Count)
        {
            for (var index = 0; index < those.Count; index++)
                Compare($"{path}[{index}]", those[index], these[index], changed);
        }
        else if (!JsonNode.DeepEquals(before, after))
            changed.Add(path);
    }
}
