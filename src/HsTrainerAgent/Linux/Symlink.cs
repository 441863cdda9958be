namespace HsTrainerAgent.Linux;

/// <summary>Reads where a symlink points, without following it.</summary>
internal static class Symlink
{
    public static unsafe string? Target(string path, out Errno error)
    {
        using var touch = Touch.At(path);
        Span<byte> answer = stackalloc byte[4096];
        fixed (byte* name = UnixText.ToCString(path), buffer = answer)
        {
            var length = Libc.readlink(name, buffer, answer.Length);
            error = length < 0 ? Errno.Last : Errno.None;
            return length < 0 ? null : UnixText.FromBytes(answer[..(int)length]);
        }
    }
}
