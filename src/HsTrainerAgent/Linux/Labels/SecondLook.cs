namespace HsTrainerAgent.Linux.Labels;

/// <summary>Looks once more, by its name, at an entry that was found to be wrong; for one thread.</summary>
internal sealed class SecondLook(ScanBounds bounds, string type)
{
    private readonly LabelComparison comparison = new(type, bounds, new ScanNotes());

    /// <summary>Whether an entry is there and still has another type, and whether it has categories; both of one that cannot be looked at.</summary>
    /// <param name="name">Relative to the scanned folder, empty for itself.</param>
    public (bool OtherType, bool Categories) At(byte[] name)
    {
        var folder = new ScanBase(bounds.Start, [], -1);
        folder.Use();
        try
        {
            var rest = name.AsSpan();
            // The whole path may be longer than PATH_MAX.
            while (rest.Length > 1 && folder.Prefix.Length + rest.Length > ScanFolder.Long)
            {
                var cut = rest[..Math.Min(rest.Length, Math.Max(256, ScanFolder.Long - folder.Prefix.Length))].LastIndexOf((byte)'/');
                if (cut < 0)
                    break;
                if (Open([.. ScanFolder.Join(folder.Prefix, rest[..cut]), 0], out var error) is not { } below)
                    return (!error.MeansMissing, !error.MeansMissing);
                folder.Release();
                folder = below;
                rest = rest[(cut + 1)..];
            }
            return comparison.Again([.. ScanFolder.Join(folder.Prefix, rest), 0]);
        }
        finally
        {
            folder.Release();
        }
    }

    private static unsafe ScanBase? Open(ReadOnlySpan<byte> path, out Errno error)
    {
        fixed (byte* opened = path)
        {
            var file = Libc.open(opened, Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_NOFOLLOW | Libc.O_NONBLOCK | Libc.O_CLOEXEC, 0);
            error = file < 0 ? Errno.Last : Errno.None;
            if (file < 0)
                return null;
            var open = ScanBase.OfOpen(file, []);
            open.Use();
            return open;
        }
    }
}
