using System.Text;

namespace HsTrainerAgent.Linux.Labels;

/// <summary>Compares one entry's SELinux type with the wanted one, and its level with one without categories, and notes a difference that is seen twice.</summary>
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

    /// <summary>Whether an entry is there and has another type, and whether it has categories; both of one that cannot be looked at.</summary>
    public (bool OtherType, bool Categories) Again(ReadOnlySpan<byte> path)
    {
        var context = reader.Of(path, out var error);
        return error.MeansMissing ? (false, false) : error != Errno.None ? (true, true) : (!Label.IsOfType(context, type), !Label.Categories(context).IsEmpty);
    }

    private bool IsRight(ReadOnlySpan<byte> context, Errno error) => error == Errno.None && Label.IsOfType(context, type) && Label.Categories(context).IsEmpty;

    private void Judge(ReadOnlySpan<byte> context, Errno error, ReadOnlySpan<byte> folder, ReadOnlySpan<byte> entry)
    {
        if (error.MeansMissing || IsRight(context, error))
            return;
        var name = ScanFolder.Join(folder, entry);
        if (error != Errno.None)
        {
            notes.CouldNotSee(name, error);
            return;
        }
        if (!Label.IsOfType(context, type))
            notes.Wrong(name, Label.Shown(context));
        // Those of the scanned folder itself are told apart from what is in it.
        if (name.Length > 0 && Label.Categories(context) is { IsEmpty: false } level)
            notes.Categories(name, UnixText.Shown(UnixText.FromBytes(level)));
    }
}
