namespace HsTrainerAgent.Linux;

/// <summary>The bytes of a file, or why there are none.</summary>
/// <param name="Text">For <see cref="FileProblem.Failed"/>, the system's own words; for <see cref="FileProblem.Hidden"/>, what is hidden.</param>
internal sealed record FileContent(byte[] Bytes, FileProblem Problem, string? Text = null)
{
    /// <summary>For <see cref="FileProblem.Unanswered"/>, since when.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>What is wrong, in words that follow the path and a colon; null when nothing is.</summary>
    public string? Wrong => Problem switch
    {
        FileProblem.None => null,
        FileProblem.Missing => "is missing",
        FileProblem.Denied => "may not be read",
        FileProblem.Folder => "is a folder",
        FileProblem.NotRegular => "is no regular file",
        FileProblem.TooLarge => "is too large",
        FileProblem.Hidden => Veil.Words(Text!),
        FileProblem.Unanswered => UnansweredException.Words(Since),
        _ => "cannot be read: " + Text,
    };
}

/// <summary>Reads a regular file whole and never anything else: a FIFO or a device is neither opened nor waited for.</summary>
internal static class WholeFile
{
    /// <param name="path">A path on this machine.</param>
    /// <param name="limit">In bytes; a larger file is refused without being read.</param>
    /// <param name="follow">False where somebody with fewer rights may have put a symlink there.</param>
    public static FileContent Read(string path, int limit, bool follow = true)
    {
        using var touch = Touch.At(path);
        using var file = RegularFile.Open(path, out var problem, out var stamp, out var text, follow);
        return file is null ? new FileContent([], problem, text)
            : stamp.Size > (ulong)limit ? new FileContent([], FileProblem.TooLarge)
            : ReadUpTo(file, limit);
    }

    private static FileContent ReadUpTo(Microsoft.Win32.SafeHandles.SafeFileHandle file, int limit)
    {
        var buffer = new byte[Math.Min(limit, 64 * 1024) + 1];
        var length = 0;
        try
        {
            while (RandomAccess.Read(file, buffer.AsSpan(length), length) is var read and > 0)
            {
                length += read;
                if (length > limit)
                    return new FileContent([], FileProblem.TooLarge);
                if (length == buffer.Length)
                    Array.Resize(ref buffer, Math.Min(limit, buffer.Length * 4) + 1);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new FileContent([], FileProblem.Failed, fault.Message);
        }
        return new FileContent(buffer[..length], FileProblem.None);
    }
}
