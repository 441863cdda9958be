using System.Diagnostics;
using System.Globalization;
using HsTrainerAgent.Linux.Systemd;
using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Tests.Linux.Systemd;

public sealed class JournalTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void The_output_is_the_journals_only_when_it_still_is_the_stream_that_systemd_named()
    {
        using var stream = File.OpenHandle(path);
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%d:%i", path]) { RedirectStandardOutput = true })!;
        var named = stat.StandardOutput.ReadToEnd().Trim();
        var inode = ulong.Parse(named.Split(':')[1], CultureInfo.InvariantCulture);

        Assert.True(Journal.IsStream(named, Descriptor(stream)));
        Assert.False(Journal.IsStream($"{named.Split(':')[0]}:{inode + 1}", Descriptor(stream)));
        Assert.False(Journal.IsStream("8:" + inode, Descriptor(stream)));
        Assert.False(Journal.IsStream(null, Descriptor(stream)));
        Assert.False(Journal.IsStream("nonsense", Descriptor(stream)));
    }

    [Fact]
    public void Without_a_journal_nothing_is_taken_for_stored()
    {
        Assert.SkipWhen(File.Exists("/run/systemd/journal/socket"), "this machine has a journal, which a test should not write to");

        Assert.False(Journal.Send([("MESSAGE", "never")]));
    }

    private static int Descriptor(SafeFileHandle file) => (int)file.DangerousGetHandle();
}
