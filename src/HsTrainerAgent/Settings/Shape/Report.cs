using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Settings.Shape;

/// <summary>Gathers every error and note of one reading.</summary>
internal sealed class Report(string file, SourceText text, HostPaths host, DateTimeOffset now)
{
    /// <summary>So many errors are kept; a file with more is not a settings file.</summary>
    private const int Most = 100;

    private readonly List<SettingsError> errors = [];

    public HostPaths Host => host;

    public DateTimeOffset Now => now;

    public List<string> Notes { get; } = [];

    /// <summary>How many errors there were, also those not kept.</summary>
    public int Count { get; private set; }

    /// <summary>Reading on would tell nothing more.</summary>
    public bool IsFull => Count >= Most;

    /// <param name="offset">Where in the text.</param>
    public void Error(int offset, string? key, string wrong, string cure, bool denied = false)
    {
        if (Count++ >= Most)
            return;
        var (line, column) = text.Position(offset);
        errors.Add(new SettingsError(file, line, column, key, wrong, cure) { Denied = denied });
    }

    /// <summary>An error of an entry whose key the file made up; the key is shown only if it looks like one.</summary>
    public void ErrorOfEntry(int offset, string path, string name, string wrong, string cure)
    {
        if (Paths.MayShow(name))
            Error(offset, Paths.Join(path, name), wrong, cure);
        else
            Error(offset, path.Length == 0 ? null : path, "an entry here " + wrong, cure);
    }

    public int Line(int offset) => text.Line(offset);

    public void Note(string key, string what) => Notes.Add($"{key}: {what}");

    /// <summary>In the order of the file.</summary>
    public IEnumerable<SettingsError> Errors =>
        errors.OrderBy(error => (error.Line, error.Column)).Concat(IsFull ? [new(file, null, null, null, "may have more errors than these", "cure them first")] : []);
}
