using HsTrainerAgent.Bundling.Scrubbing;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Bundling;

/// <summary>The first file of a bundle: what is in it, what was left out and why, and what it was searched for.</summary>
internal static class BundleReadme
{
    public const string Name = "README.txt";

    private const string LeftOut = """

        Left out on purpose
          the settings file itself, whose comments may hold anything: settings.json is what it comes to
          the values of variables (tls.environment, the bundles' .env), also where a finding or its cure sets them;
          HS_PATH stands in versions.txt and environment.txt; private keys and certificates
          environments and arguments of units; what stands behind 'run.sh trainer' but URLs
          everything below the media and database folders: only the folders themselves were looked at
          what stands behind Authorization, Cookie and Bearer, before the @ of a URL, and behind names such as password=

        """;

    public static Part Of(string host, DateTimeOffset at, IReadOnlyList<ScrubbedPart> parts, KnownSecrets secrets, IReadOnlyList<string> unread) =>
        Part.Of(Name, "what is in here, what was left out and why", part =>
        {
            part.Line($"Support bundle of {Printable.Line(host)}, made by hs-trainer-agent {ThisBuild.Version} at {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
            part.Line();
            foreach (var one in parts)
            {
                part.Line($"{one.Name,-17} {one.What}");
                if (one.Missing is { } why)
                    part.Line($"{"",-17} not all could be looked at: {Printable.Line(why)}");
                if (one.IsCut)
                    part.Line($"{"",-17} too long: its middle was left out");
            }
            part.Write(LeftOut);
            Searched(part, secrets, unread);
        });

    private static void Searched(PartWriter part, KnownSecrets secrets, IReadOnlyList<string> unread)
    {
        part.Line();
        part.Line("Taken out, and searched for once more in the finished archive: as it is, in mixed and percent, JSON, shell and HTML encodings, hex, and base64 at any offset");
        foreach (var known in secrets.All)
            part.Line($"  a secret from {Printable.Line(known.Where)}");
        if (secrets.All.Count == 0)
            part.Line("  nothing: no token is known on this host");
        if (secrets.All.Any(known => known.IsShort))
            part.Line($"One of them has fewer than {KnownSecret.Short} characters: it was looked for as a word of its own only, not within words and not in base64 or hex.");
        part.Line("A token that no file and no process of root's holds any more cannot be searched for; the agent's own words never hold one.");
        foreach (var why in unread)
            part.Line($"NOT searched for what is in here, for it could not be read: {Printable.Line(why)}");
    }
}
