using System.Diagnostics;

namespace HsTrainerAgent.Tests.Linux;

/// <summary>A folder with something in it, hidden as systemd's InaccessiblePaths= does it: a real mount of an empty folder or file of mode 000, taken away again afterwards.</summary>
internal sealed class HiddenFolder : IDisposable
{
    private readonly string stock = Directory.CreateTempSubdirectory("stock-").FullName;
    private readonly string place;

    private HiddenFolder(string place) => this.place = place;

    public static HiddenFolder Make(string folder)
    {
        Directory.CreateDirectory(folder);
        return Over(folder, "dir");
    }

    public static HiddenFolder MakeFile(string file)
    {
        File.WriteAllText(file, "not to be seen");
        return Over(file, "reg");
    }

    public void Dispose() => Run($"umount -l '{place}'; rm -r '{stock}'");

    private static HiddenFolder Over(string place, string kind)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting needs root");
        var hidden = new HiddenFolder(place);
        var from = hidden.stock + "/systemd/inaccessible";
        Assert.SkipUnless(Run($"mkdir -p '{from}/dir' && touch '{from}/reg' && chmod 000 '{from}'/* && mount --bind '{from}/{kind}' '{place}'") == 0, "mounting is not allowed here");
        return hidden;
    }

    private static int Run(string command)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardError = true })!;
        bash.StandardError.ReadToEnd();
        bash.WaitForExit();
        return bash.ExitCode;
    }
}
