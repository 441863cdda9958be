namespace HsTrainerAgent.Linux.Labels;

/// <summary>A folder to be read, or a part of the entries of one that is open.</summary>
internal readonly record struct ScanWork(ScanFolder Folder, ScanBase? Open = null, FolderEntries? Entries = null)
{
    public void Use()
    {
        Folder.Base.Use();
        Open?.Use();
    }

    public void Release()
    {
        Folder.Base.Release();
        Open?.Release();
    }
}
