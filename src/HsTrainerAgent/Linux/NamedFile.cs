namespace HsTrainerAgent.Linux;

/// <summary>
/// Reads a file that an operator has named, wherever it lies: tells one that this service's own unit hides from one that is missing, locked or empty, and
/// one whose file system does not answer within a few seconds. While it does not, no other thread is sent after it.
/// </summary>
internal static class NamedFile
{
    /// <summary>Short enough for a check on demand to read two such files and still come to its end.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);

    private static readonly BoundedLook Looks = new(TimeProvider.System, Deadline);

    /// <param name="find">Follows the path below another root, which may hang like the reading; null where the kernel follows it.</param>
    /// <inheritdoc cref="WholeFile.Read"/>
    public static FileContent Read(string path, int limit, Func<string>? find = null)
    {
        // Whoever waits for the present thread is told what it waits for.
        using var touch = Touch.At(path);
        try
        {
            return Looks.AtAsync(path, () => ReadNow(find?.Invoke() ?? path, limit), CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (UnansweredException unanswered)
        {
            return new FileContent([], FileProblem.Unanswered) { Since = unanswered.Since };
        }
    }

    private static FileContent ReadNow(string path, int limit)
    {
        var content = WholeFile.Read(path, limit);
        // What hides a folder is an empty folder, what hides a file an empty file; without CAP_DAC_READ_SEARCH neither may be entered.
        var mayBeHidden = content is { Problem: FileProblem.Missing or FileProblem.Denied } or { Problem: FileProblem.None, Bytes.Length: 0 };
        return mayBeHidden && Veil.Over(path) is { } hidden ? new FileContent([], FileProblem.Hidden, hidden) : content;
    }
}
