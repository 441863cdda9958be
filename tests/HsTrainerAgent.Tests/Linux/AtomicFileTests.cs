using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Linux;

public sealed class AtomicFileTests : IDisposable
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly string folder = Directory.CreateTempSubdirectory("atomic-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string In(string name) => Path.Combine(folder, name);

    [Fact]
    public void The_new_content_has_the_mode_and_leaves_nothing_beside_it()
    {
        AtomicFile.Write(In("a/b"), "one"u8, Mode);
        AtomicFile.Write(In("a/b"), "two"u8, Mode);

        Assert.Equal(("two", Mode), (File.ReadAllText(In("a/b")), File.GetUnixFileMode(In("a/b"))));
        Assert.Equal([In("a/b")], Directory.GetFileSystemEntries(In("a")));
    }

    [Fact]
    public void What_cannot_be_replaced_keeps_its_content_and_leaves_nothing_beside_it()
    {
        Directory.CreateDirectory(In("b"));

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(In("b"), "two"u8, Mode));
        Assert.Equal([In("b")], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_planted_symlink_is_not_written_through()
    {
        File.WriteAllText(In("victim"), "untouched");
        File.CreateSymbolicLink(In("b"), In("victim"));
        File.CreateSymbolicLink(In($".b.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}"), In("victim"));

        AtomicFile.Write(In("b"), "new"u8, Mode);

        Assert.Equal(("untouched", "new"), (File.ReadAllText(In("victim")), File.ReadAllText(In("b"))));
    }

    [Fact]
    public void Removing_what_is_not_there_is_fine() => AtomicFile.Remove(In("none"));
}
