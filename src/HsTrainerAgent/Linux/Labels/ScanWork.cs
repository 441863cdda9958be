namespace HsTrainerAgent.Linux.Labels;

/// <summary>A folder to be read, or a part of the entries of one that is open.</summary>
internal sealed class ScanWork(ScanFolder folder, ScanBase? open = null, FolderEntries? entries = null)
{
    public ScanFolder Folder => folder;

    public ScanBase? Open => open;

    public FolderEntries? Entries => entries;

    public void Use()
    {
        folder.Base.Use();
        open?.Use();
    }

    public void Release()
    {
        folder.Base.Release();
        open?.Release();
    }
}
