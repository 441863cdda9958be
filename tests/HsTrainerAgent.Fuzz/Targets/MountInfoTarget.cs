using System.Text.RegularExpressions;
using HsTrainerAgent.Fuzz.Oracles;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>The kernel's mount table: mounts that every walk ends on, or the number of the line that is none.</summary>
internal sealed partial class MountInfoTarget : Target
{
    private static readonly string[] Paths = ["/", "/mnt", "/mnt/hs", "/mnt/hs/trainer_media/x", "/var/lib/postgresql", "/proc/self", "/a b/ü"];

    public override string Name => "mountinfo";

    public override Form Form => Form.Lines;

    public override int Longest => 12 * 1024;

    public override double Share => 0.3;

    public override IEnumerable<byte[]> Seeds => Seed.Files("Mounts/", ".txt");

    public override IReadOnlyList<string> Words =>
    [
        "36 35 98:0 /mnt1 /mnt/hs rw,noatime master:1 - ext3 /dev/root rw,errors=continue\n", " - ", "shared:1 ", "\\040", "\\134", "\\054", "\\400", "/mnt/hs", "nfs4", "autofs", "overlay", "fuse.x",
        "lowerdir=", "upperdir=/mnt/hs", ":", "/dev/loop0", "ro", "//", "/..",
    ];

    public override void Try(byte[] input)
    {
        IReadOnlyList<Mount> parsed;
        try
        {
            parsed = MountInfo.Parse(input);
        }
        catch (FormatException fault)
        {
            Messages.Actionable("an error", fault.Message);
            var named = Number().Match(fault.Message);
            ComplaintException.Unless(named.Success && int.Parse(named.Value) <= input.Count(letter => letter == '\n') + 1, "a line outside of the table", fault.Message);
            return;
        }
        var table = new MountTable(StackedMounts.Judged(parsed, loop => loop == "loop0" ? "/mnt/hs/image" : null));
        foreach (var path in Paths)
        {
            var mount = table.WithoutSymlinks(path);
            Messages.Harmless("a mount", mount.ToString());
            _ = (mount.Nature, mount.IsVeil, table.IsReadOnly(mount), table.LeadsToMount(mount, path), table.Inside(mount, path).Count, table.On(mount, path));
        }
        foreach (var mount in table.All)
            Messages.Harmless("a mount", mount.ToString());
    }

    [GeneratedRegex("(?<=^line )[0-9]+")]
    private static partial Regex Number();
}
