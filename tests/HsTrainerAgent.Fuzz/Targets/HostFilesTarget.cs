using System.Text;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Fuzz.Oracles;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>The small files of a host, one by the first letter: machine-id, group, meminfo, fstab, hostname, SELinux's settings, a lock's holder, a refusal.</summary>
internal sealed class HostFilesTarget : Target
{
    private static readonly string[] Files =
        ["etc/machine-id", "etc/group", "proc/meminfo", "etc/fstab", "etc/hostname", "etc/selinux/config", ".autorelabel", "lock", "refused", "etc/selinux/targeted/contexts/files/file_contexts.local"];

    private readonly Scratch scratch = new("host-files");
    private readonly HostPaths host;
    private readonly HostMounts mounts;

    public HostFilesTarget()
    {
        foreach (var file in Files)
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(scratch.Folder, file))!);
        File.WriteAllText(Path.Combine(scratch.Folder, "proc/self"), "");
        host = new HostPaths(scratch.Folder);
        mounts = HostMounts.Read(host);
    }

    public override string Name => "host-files";

    public override Form Form => Form.Lines;

    public override double Share => 0.5;

    public override IEnumerable<byte[]> Seeds =>
    [
        Utf8("03f2a91c0d4e54f6a8b7c6d5e4f3a2b1c\n"), Utf8("0uninitialized\n"), Utf8("1root:x:0:\nhs-trainer-agent:x:998:\n"), Utf8("2MemFree: 1 kB\nMemTotal:       65536000 kB\n"),
        Utf8("3# c\nUUID=1 / ext4 defaults 0 1\nnas:/x /mnt/hs\\040a nfs4 _netdev 0 0\n/dev/sdb /mnt/hs xfs defaults 0 0\n"), Utf8("4# name\ntrainer01.internal\n"), Utf8("5SELINUX=enforcing\nSELINUXTYPE=targeted\n"),
        Utf8("6-F\n"), Utf8("71234\n"), Utf8("8the settings file can be written by user 1000\n"), Utf8("9/mnt/hs(/.*)? system_u:object_r:container_file_t:s0\n"),
    ];

    public override IReadOnlyList<string> Words => ["MemTotal: ", " kB", "hs-trainer-agent:", "/mnt/hs", "\\040", "\\134", "SELINUX=", "SELINUXTYPE=", "../../..", "disabled", "9223372036854775807", ":::"];

    public override void Try(byte[] input)
    {
        if (input.Length == 0)
            return;
        var kind = input[0] % Files.Length;
        var path = scratch.With(Files[kind], input.AsSpan(1));
        switch (kind)
        {
            case 0:
                var id = MachineId.Of(host, out var whyNoId);
                Either(id, whyNoId);
                ComplaintException.Unless(id is null || (id.Length == 32 && id.All(char.IsAsciiHexDigitLower)), "an id that is none", id ?? "");
                break;
            case 1:
                _ = FileGroup.Find(host, "hs-trainer-agent");
                break;
            case 2:
                var memory = MemoryTotal.Read(host, out var whyNoMemory);
                Either(memory?.ToString(), whyNoMemory);
                ComplaintException.Unless(memory is null or >= 0, "less than no memory", $"{memory}");
                break;
            case 3:
                _ = PlannedMounts.Missing(host, mounts, "/mnt/hs/trainer_media");
                break;
            case 4:
                ComplaintException.Unless(HostName.OfAsync(host, TimeSpan.FromSeconds(30), CancellationToken.None).GetAwaiter().GetResult().Length > 0, "a host without a name", "");
                break;
            case 5 or 6 or 9:
                var policy = SelinuxPolicy.Read(host);
                _ = (policy.FileContexts, policy.IsCustomizable("container_file_t"), policy.HasLocalRule("/mnt/hs(/.*)?"), policy.RelabelsAtBoot(out _));
                break;
            case 7:
                _ = FileLock.HolderOf(path);
                break;
            default:
                ComplaintException.Unless(Refusal.Read(path) is not null == input.Length - 1 <= 4096, "a refusal that is lost", $"{input.Length}");
                break;
        }
    }

    private static void Either(string? found, string? why)
    {
        ComplaintException.Unless(found is null != why is null, "both found and not, or neither", $"{found} {why}");
        if (why is not null)
            Messages.Actionable("an error", why);
    }
}
