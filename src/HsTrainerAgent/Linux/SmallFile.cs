namespace HsTrainerAgent.Linux;

/// <summary>Reads a small regular file whole, without ever waiting for a writer at a FIFO.</summary>
internal static class SmallFile
{
    /// <summary>The content, or null and why: a system error, or larger than <paramref name="most"/> bytes.</summary>
    /// <param name="path">Without symlinks, as a <see cref="PathWalk"/> gives it.</param>
    public static unsafe byte[]? Read(string path, int most, out string? why)
    {
        int file;
        fixed (byte* name = UnixText.ToCString(path))
            file = FileCalls.Open(name, FileCalls.OpenFileFlags);
        if (file < 0)
        {
            why = Errno.Last.ToString();
            return null;
        }
        try
        {
            var content = new byte[most + 1];
            var length = 0;
            fixed (byte* buffer = content)
            {
                while (length <= most)
                {
                    var read = FileCalls.Read(file, buffer + length, content.Length - length);
                    if (read < 0)
                    {
                        why = Errno.Last.ToString();
                        return null;
                    }
                    if (read == 0)
                        break;
                    length += (int)read;
                }
            }
            why = length > most ? $"larger than {most / 1024} KiB" : null;
            return why is null ? content[..length] : null;
        }
        finally
        {
            _ = FileCalls.Close(file);
        }
    }
}
