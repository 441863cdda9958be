namespace HsTrainerAgent.Linux;

/// <summary>Reads a file that an operator has named, and tells one that this service's own unit hides from one that is missing, locked or empty.</summary>
internal static class NamedFile
{
    /// <inheritdoc cref="WholeFile.Read"/>
    public static FileContent Read(string path, int limit)
    {
        var content = WholeFile.Read(path, limit);
        // What hides a folder is an empty folder, what hides a file an empty file; without CAP_DAC_READ_SEARCH neither may be entered.
        var mayBeHidden = content is { Problem: FileProblem.Missing or FileProblem.Denied } or { Problem: FileProblem.None, Bytes.Length: 0 };
        return mayBeHidden && Veil.Over(path) is { } hidden ? new FileContent([], FileProblem.Hidden, hidden) : content;
    }
}
