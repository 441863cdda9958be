using HsTrainerAgent.Bundling;
using HsTrainerAgent.Bundling.Scrubbing;
using HsTrainerAgent.Linux;
using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Cli;

/// <summary>Writes a bundle where it was asked for and tells people where it lies, what is inside and what is missing.</summary>
internal sealed class BundleTelling(KnownSecrets secrets, IReadOnlyList<string> unread)
{
    /// <returns>The exit code.</returns>
    public int Write(string? file, string folder, IReadOnlyList<ScrubbedPart> parts, DateTimeOffset at, CancellationToken cancellation)
    {
        var target = file ?? folder + ".tar.gz";
        try
        {
            var leak = target == "-" ? ToStandardOutput(folder, parts, at) : ToFile(target, folder, parts, at, cancellation);
            if (leak is null)
                return ExitCode.Good;
            Refusal.Say($"{leak.Part} held a secret from {leak.Where}, {leak.Form}; the bundle was deleted", "This is a fault of hs-trainer-agent: please report it with the names of part and form");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Refusal.Say($"{target} cannot be written: {fault.Message}; nothing was left behind", fault is UnauthorizedAccessException ? "Name a file in a folder of yours, or use sudo" : "Name another FILE, in /var/tmp for example");
        }
        return ExitCode.Errors;
    }

    private Leak? ToFile(string target, string folder, IReadOnlyList<ScrubbedPart> parts, DateTimeOffset at, CancellationToken cancellation)
    {
        if (BundleFile.Make(target, output => BundleArchive.Write(output, folder, parts, at), secrets, cancellation, out var size) is { } leak)
            return leak;
        foreach (var part in parts)
        {
            var missing = part.Missing is null ? "" : ": not all could be looked at";
            Console.Out.WriteLine($"  {part.Name,-17} {part.Content.Length,9}  {part.What}{missing}{(part.IsCut ? ", its middle left out" : "")}");
        }
        Console.Out.WriteLine($"Wrote {Printable.Line(Path.GetFullPath(target))} ({size} bytes, mode 0600): searched for every secret known here ({secrets.All.Count}), none is in it.");
        foreach (var why in unread)
            Console.Error.WriteLine($"warning: {Printable.Line(why)}; a token in there could not be searched for");
        if (Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } user)
            Console.Out.WriteLine($"It is root's; to take it along: sudo chown {ShellText.Quote(user)} {ShellText.Quote(target)}");
        return null;
    }

    private Leak? ToStandardOutput(string folder, IReadOnlyList<ScrubbedPart> parts, DateTimeOffset at)
    {
        using var memory = new MemoryStream();
        BundleArchive.Write(memory, folder, parts, at);
        memory.Position = 0;
        if (FinalSearch.In(memory, secrets) is { } leak)
            return leak;
        foreach (var why in unread)
            Console.Error.WriteLine($"warning: {Printable.Line(why)}; a token in there could not be searched for");
        memory.Position = 0;
        // The console's own stream takes a reader that is gone for one that has read all; a file stream leaves the place of the next writer where it was.
        using var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        using var file = pipe.CanSeek ? Console.OpenStandardOutput() : null;
        memory.CopyTo(file ?? pipe);
        return null;
    }
}
