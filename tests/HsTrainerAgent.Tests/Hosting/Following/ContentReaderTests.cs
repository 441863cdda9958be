using HsTrainerAgent.Hosting.Following;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Hosting.Following;

public sealed class ContentReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("content-").FullName;
    private readonly ContentReader reader = new(TimeProvider.System, new HangingFiles());

    private string File1 => Path.Combine(folder, "file");

    public void Dispose()
    {
        reader.Dispose();
        Directory.Delete(folder, true);
    }

    [Fact]
    public void A_change_right_after_a_look_is_seen_even_when_size_and_times_are_the_same()
    {
        var time = DateTime.UtcNow.AddHours(-1);
        for (var i = 0; i < 200; i++)
        {
            File.WriteAllText(File1, "one");
            File.SetLastWriteTimeUtc(File1, time);
            var before = reader.Take([File1]);
            File.WriteAllText(File1, "two");
            File.SetLastWriteTimeUtc(File1, time);
            Assert.NotEqual(before, reader.Take([File1]));
        }
    }

    [Fact]
    public async Task A_file_that_has_been_quiet_is_still_seen_to_change()
    {
        File.WriteAllText(File1, "one");
        await Task.Delay(2100, TestContext.Current.CancellationToken);
        var before = reader.Take([File1]);
        Assert.Equal(before, reader.Take([File1]));
        File.WriteAllText(File1, "two");
        Assert.NotEqual(before, reader.Take([File1]));
    }

    [Fact]
    public void What_is_no_readable_file_is_a_state_and_not_an_error()
    {
        Assert.Equal(FileProblem.Missing, reader.Take([File1])[File1].Problem);
        Assert.Equal(FileProblem.Folder, reader.Take([folder])[folder].Problem);
        Assert.Equal(FileProblem.NotRegular, reader.Take(["/dev/zero"])["/dev/zero"].Problem);
        File.CreateSymbolicLink(File1, File1);
        Assert.Equal(FileProblem.Failed, reader.Take([File1])[File1].Problem);
    }

    [Fact]
    public void Of_a_huge_file_only_the_beginning_is_read()
    {
        using (var huge = File.Create(File1))
            huge.SetLength(1L << 40);
        Assert.True(reader.Take([File1])[File1].TooLarge);
    }
}
