using System.Text;

namespace HsTrainerAgent.Linux.Labels;

/// <summary>Compares one entry's SELinux type with the wanted one and notes a difference that is seen twice.</summary>
internal sealed class LabelComparison(string type, ScanBounds bounds, ScanNotes notes)
{
    private readonly byte[] type = Encoding.ASCII.GetBytes(type);
    private readonly LabelReader reader = new();

    /// <summary>An entry by its path, which ends with NUL; its name is folder and entry, relative to the scanned folder.</summary>
    public void Compare(ReadOnlySpan<byte> path, ReadOnlySpan<byte> folder, ReadOnlySpan<byte> entry)
    {
        notes.Entries++;
        if (IsRight(reader.Of(path, out var error), error))
            return;
        var context = reader.Of(path, out error);
        // What was mounted there after the mount table was read is none of the folder's.
        if (!IsRight(context, error) && Inode.Of(path, out _) is { } inode && bounds.IsElsewhere(inode))
            notes.Skip(ScanFolder.Join(folder, entry), null);
        else
            Judge(context, error, folder, entry);
    }

    /// <summary>An open folder.</summary>
    public void CompareOpen(int file, ReadOnlySpan<byte> name)
    {
        notes.Entries++;
        if (IsRight(reader.OfOpen(file, out var error), error))
            return;
        Judge(reader.OfOpen(file, out error), error, name, []);
    }

    /// <summary>Whether an entry is there and has another type, or cannot be looked at.</summary>
    public bool IsWrong(ReadOnlySpan<byte> path) => !IsRight(reader.Of(path, out var error), error) && !error.MeansMissing;

    private bool IsRight(ReadOnlySpan<byte> context, Errno error) => error == Errno.None && Label.IsOfType(context, type);

    private void Judge(ReadOnlySpan<byte> context, Errno error, ReadOnlySpan<byte> folder, ReadOnlySpan<byte> entry)
    {
        if (error.MeansMissing || IsRight(context, error))
            return;
        var name = ScanFolder.Join(folder, entry);
        if (error == Errno.None)
            notes.Wrong(name, Label.Shown(context));
        else
            notes.CouldNotSee(name, error);
    }
}
