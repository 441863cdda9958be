using System.Text;
using HsTrainerAgent.Bundling.Scrubbing;
using HsTrainerAgent.Checks.Storage;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Settings.Kinds;

namespace HsTrainerAgent.Bundling.Sources;

/// <summary>
/// Gathers every secret that this host knows of: the token and the TLS variables of the settings in force, of the file as it lies, whatever is wrong
/// with it, of its backups, of token files and theirs, and of the scripts that run.
/// </summary>
internal sealed class SecretSources(HostPaths host, TimeProvider clock)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private const int MostBackups = 64;

    /// <summary>In characters: what is shorter in a file that is not in force is a bracket or a placeholder, which would be taken out everywhere.</summary>
    private const int Meant = 4;

    /// <summary>In characters: a shorter one is no help to anybody.</summary>
    private const int LineOfKey = 12;

    private static readonly string[] SecretNames = ["PASS", "SECRET", "TOKEN", "KEY", "CREDENTIAL"];

    private readonly BoundedLook looks = new(clock, Deadline);
    private readonly Lock gate = new();
    private readonly List<KnownSecret> found = [];
    private readonly HashSet<string> tokenFiles = [];
    private readonly List<string> unread = [];

    /// <summary>What could not be read though it may hold a token, and why.</summary>
    public IReadOnlyList<string> Unread => unread;

    /// <summary>Something was locked to this user, so that not all is known.</summary>
    public bool IsDenied { get; private set; }

    public async Task<KnownSecrets> FindAsync(AgentSettings? settings, string settingsFile, CancellationToken cancellation)
    {
        if (settings is not null)
            Of(settings);
        await LookAsync("the settings file and its backups", () => OfSettingsFiles(settingsFile), cancellation).ConfigureAwait(false);
        foreach (var file in tokenFiles)
            await LookAsync(file, () => OfTokenFiles(file), cancellation).ConfigureAwait(false);
        foreach (var file in (settings?.Trainers ?? []).Select(trainer => trainer.Bundle.TrimEnd('/') + "/.env").Distinct())
            await LookAsync(file, () => OfVariables(file), cancellation).ConfigureAwait(false);
        await LookAsync("the command lines of processes", OfProcesses, cancellation).ConfigureAwait(false);
        lock (gate)
            return new KnownSecrets(found);
    }

    private void Of(AgentSettings settings)
    {
        Add("the settings in force", settings.Application.Token.Reveal());
        foreach (var (_, value) in settings.Application.Tls.Environment)
            AddVariable("tls.environment in the settings in force", value);
        if (settings.Application.TokenFile is { } file)
            tokenFiles.Add(file);
    }

    private void OfSettingsFiles(string settingsFile)
    {
        foreach (var (file, shown) in WithBackups(settingsFile, settingsFile))
        {
            if (Content(file, shown, SettingsFile.Largest) is not { } bytes)
                continue;
            foreach (var token in TokensInText.Of(bytes, "token").Where(token => token.Length >= Meant && token is not ("null" or "true" or "false")))
                Add(shown, token);
            foreach (var value in TokensInText.Within(bytes, "environment"))
                AddVariable($"tls.environment in {shown}", value);
            lock (gate)
                tokenFiles.UnionWith(TokensInText.Of(bytes, "tokenFile").Where(path => path.StartsWith('/')));
        }
    }

    private void OfTokenFiles(string hostPath)
    {
        foreach (var (file, shown) in WithBackups(host.Follow(hostPath), hostPath))
        {
            if (Content(file, shown, TokenKind.Longest + 16) is not { } bytes)
                continue;
            foreach (var line in Encoding.UTF8.GetString(bytes).Trim('\uFEFF').Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line.Length >= Meant))
                Add(shown, line);
        }
    }

    private void OfVariables(string hostPath)
    {
        var content = NamedFile.Read(host.Below(hostPath), SettingsFile.Largest, () => host.Follow(hostPath));
        foreach (var (name, value) in EnvFile.Parse(content.Bytes).Assignments)
        {
            if (SecretNames.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
                AddVariable($"{name} in {hostPath}", value);
            // The last line of a key over several lines, with its padding, looks like one.
            if (value is "" or "=" && name.Length >= LineOfKey && name.Any(char.IsAsciiLetterLower) && name.Any(char.IsAsciiLetterUpper))
                Add($"a line of {hostPath}", name);
        }
    }

    private void OfProcesses()
    {
        foreach (var token in RunningScripts.Tokens(host))
            Add("the command line of a run.sh", token);
    }

    /// <summary>The file, and what editors and package tools have left beside it: NAME~, .NAME.swp, #NAME#, NAME.rpmsave, NAME.dpkg-old, …</summary>
    private static IEnumerable<(string File, string Shown)> WithBackups(string file, string hostPath)
    {
        yield return (file, hostPath);
        var (folder, name) = (Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFileName(file));
        if (!Directory.Exists(folder))
            yield break;
        var options = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = true, MatchType = MatchType.Simple };
        foreach (var other in Directory.EnumerateFiles(folder, "*", options).Where(other => Path.GetFileName(other) is var one && one != name && one.Contains(name)).Take(MostBackups))
            yield return (other, Path.Combine(Path.GetDirectoryName(hostPath) ?? "", Path.GetFileName(other)));
    }

    private byte[]? Content(string file, string shown, int limit)
    {
        var content = NamedFile.Read(file, limit, () => host.Resolve(file));
        IsDenied |= content.Problem == FileProblem.Denied;
        if (content.Wrong is { } wrong && content.Problem != FileProblem.Missing)
        {
            lock (gate)
                unread.Add($"{UnixText.Shown(shown)} {wrong}");
        }
        return content.Problem == FileProblem.None ? content.Bytes : null;
    }

    private void AddVariable(string where, string value)
    {
        // A path, a number or a yes is no secret, and would be taken out everywhere.
        if (value.Length >= 5 && value[0] != '/' && !value.All(char.IsAsciiDigit) && value.ToLowerInvariant() is not "false")
            Add(where, value);
    }

    private void Add(string where, string secret)
    {
        lock (gate)
        {
            if (secret.Length is > 0 and <= TokenKind.Longest)
                found.Add(new KnownSecret(where, new Secret(secret)));
        }
    }

    private async Task LookAsync(string what, Action look, CancellationToken cancellation)
    {
        try
        {
            await looks.AtAsync(what, () => { look(); return true; }, cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            lock (gate)
                unread.Add($"{what}: {fault.Message}");
        }
    }
}
