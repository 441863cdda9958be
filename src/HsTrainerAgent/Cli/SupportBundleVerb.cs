using System.CommandLine;
using System.Globalization;
using HsTrainerAgent.Bundling;
using HsTrainerAgent.Bundling.Scrubbing;
using HsTrainerAgent.Bundling.Sources;
using HsTrainerAgent.Cli.Completing;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli;

/// <summary><c>support-bundle</c>: all that helps to find out what is wrong with a host, in one archive that is free of every secret known.</summary>
internal static class SupportBundleVerb
{
    private const string Afterword = """
        Status, all checks, scrubbed settings, records, unit states, journal, versions, mounts, labels, limits: README.txt in it says what is there
        and what was left out. What cannot be looked at is said; the bundle is made all the same, also without daemon, systemd or valid settings.
        The token in force, those in older and broken settings files, and those of a run.sh that root runs are taken out in every encoding; then
        the finished archive is searched for them once more, and deleted if one is in it. Nothing is sent anywhere.

        Exit codes:
          0  made
          2  not made: it cannot be written, or a secret was found in it
          3  wrong usage, or this user may not read the settings

        Examples:
          sudo hs-trainer-agent support-bundle
          sudo hs-trainer-agent support-bundle /var/tmp/case-4711.tar.gz
          sudo hs-trainer-agent support-bundle - >/mnt/usb/bundle.tar.gz

        """;

    public static Command Create()
    {
        var file = new Argument<string?>("FILE")
        {
            HelpName = "FILE",
            Description = "The archive to write, a new file; - for standard output [default: hs-trainer-agent-HOST-TIME.tar.gz in the current folder]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        file.CompletionSources.Add(_ => [FileNames.File]);
        var verb = new Verb("support-bundle", "Pack what helps to find out what is wrong into one archive without secrets; sends nothing") { Afterword = Afterword };
        verb.Add(file);
        verb.SetAction((parsed, cancellation) => RunAsync(parsed, parsed.GetValue(file), cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string? file, CancellationToken cancellation)
    {
        if (file == "")
            return Refusal.Say("support-bundle: '' is no file");
        if (file == "-" && !Console.IsOutputRedirected)
            return Refusal.Say("a bundle is no text for a terminal", "Name a file, or redirect standard output");
        var (host, clock) = (parsed.Host(), TimeProvider.System);
        var scene = new Scene(host, parsed.SettingsFile(), SettingsFile.Read(parsed.SettingsFile(), host), clock);
        LastWords.Token = scene.Settings?.Application.Token;
        var sources = new SecretSources(host, clock);
        var secrets = await sources.FindAsync(scene.Settings, scene.SettingsFile, cancellation).ConfigureAwait(false);
        if (sources.IsDenied && Libc.geteuid() != 0)
            return Refusal.Say($"{sources.Unread[0]} by this user, so that nothing could be searched for the token", "Use sudo");

        var (name, at) = (await HostName.OfAsync(host, Composition.CheckDeadline, cancellation).ConfigureAwait(false), clock.GetUtcNow());
        var folder = Folder(name, at, secrets);
        using var reports = new BundledReports(parsed, scene);
        var parts = await SupportBundle.LookAsync(SupportBundle.Parts(scene, reports.Parts), secrets, clock, cancellation).ConfigureAwait(false);
        var readme = await ScrubbedPart.LookAsync(BundleReadme.Of(name, at, parts, secrets, sources.Unread), secrets, clock, cancellation).ConfigureAwait(false);
        return new BundleTelling(secrets, sources.Unread).Write(file, folder, [readme, .. parts], at, cancellation);
    }

    /// <summary>The name of the archive and of the folder in it.</summary>
    private static string Folder(string host, DateTimeOffset at, KnownSecrets secrets)
    {
        var plain = string.Concat(host.Take(64).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '-'));
        var known = secrets.FirstIn(System.Text.Encoding.UTF8.GetBytes(host)) is not null;
        return $"hs-trainer-agent-{(known ? "host" : plain)}-{at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
    }
}
