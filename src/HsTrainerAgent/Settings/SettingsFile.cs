using System.Text.Unicode;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings.Keys;
using HsTrainerAgent.Settings.Shape;
using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Settings;

/// <summary>Reads the settings file whole: valid settings or all errors at once.</summary>
internal static class SettingsFile
{
    /// <summary>In bytes; a larger file is refused without being read.</summary>
    public const int Largest = 1024 * 1024;

    /// <param name="file">A path on this machine, taken as given.</param>
    /// <param name="host">Where the files that the settings name (tokenFile) lie.</param>
    public static SettingsReading Read(string file, HostPaths host) => Read(file, host, TimeProvider.System);

    /// <param name="clock">Says which cron expressions never fire again.</param>
    public static SettingsReading Read(string file, HostPaths host, TimeProvider clock)
    {
        var content = NamedFile.Read(file, Largest, () => host.Resolve(file));
        if (content.Problem != FileProblem.None)
            return Failed(Refused(file, content));
        var bytes = content.Bytes.AsSpan();
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Failed(new SettingsError(file, 1, 1, null, "is UTF-16", "save it as UTF-8"));
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        return Read(file, bytes.ToArray(), host, clock);
    }

    private static SettingsReading Read(string file, byte[] bytes, HostPaths host, TimeProvider clock)
    {
        var text = new SourceText(bytes);
        var report = new Report(file, text, host, clock.GetUtcNow());
        if (FaultOfText(bytes) is var (offset, wrong, cure))
            report.Error(offset, null, wrong, cure);
        else if (SourceReader.IsEmpty(text))
            return Blank(file);
        else if (SourceReader.Read(text, out var fault) is not { } source)
            report.Error(fault!.Offset, null, fault.Wrong, fault.Cure);
        else if (SettingsKeys.Group.Read(source, "", report, out var settings))
            return new SettingsReading(settings, [], report.Notes);
        // What else is wrong in a blank file is told like in any other, with all that is missing.
        else if (!report.IsFull && Blanks.Of(source) is { } blank && report.Errors.All(error => error.Key is { } key && blank.Contains(key)))
            return Blank(file);
        return new SettingsReading(null, [.. report.Errors], []);
    }

    private static (int Offset, string Wrong, string Cure)? FaultOfText(byte[] bytes)
    {
        if (Array.IndexOf(bytes, (byte)0) is var zero and >= 0)
            return (zero, "has a zero byte: it is UTF-16 or damaged", "save it as UTF-8");
        if (Utf8.IsValid(bytes))
            return null;
        Utf8.ToUtf16(bytes, new char[bytes.Length], out var valid, out _, replaceInvalidSequences: false);
        return (valid, $"is not UTF-8 from byte {valid} on", "save it as UTF-8");
    }

    private static SettingsReading Blank(string file) => Failed(new SettingsError(
        file, null, null, null, "nothing is filled in yet", $"fill in {Blanks.Asked} (man 5 hs-trainer-agent.json), then run: hs-trainer-agent settings check{Naming(file)}"))
        with
    { IsBlank = true };

    private static SettingsError Refused(string file, FileContent content)
    {
        var (wrong, cure) = content.Problem switch
        {
            FileProblem.Missing => ("does not exist", $"run hs-trainer-agent settings init{Naming(file)} for a starter file"),
            FileProblem.Denied => ("may not be read by this user", "only root and the group hs-trainer-agent may: use sudo"),
            FileProblem.Hidden => (content.Wrong!, "move it to where the service may look, as in /etc/hs-trainer-agent.json"),
            FileProblem.Folder => ("is a folder", "name the settings file in it"),
            FileProblem.NotRegular => ("is no regular file", "write the settings into a regular file"),
            FileProblem.TooLarge => ("is larger than 1 MiB, which no settings file is", "write the settings alone into it"),
            FileProblem.Unanswered => (content.Wrong!, "look at what serves it: findmnt, dmesg"),
            _ => ($"cannot be read ({content.Text})", "check its file system"),
        };
        return new SettingsError(file, null, null, null, wrong, cure) { Denied = content.Problem == FileProblem.Denied };
    }

    /// <summary>The option that a verb needs for this file; none for the default of the running host.</summary>
    private static string Naming(string file) => file == new HostPaths("/").Settings ? "" : $" --settings {ShellText.Quote(file)}";

    private static SettingsReading Failed(SettingsError error) => new(null, [error], []);
}
