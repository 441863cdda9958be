using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Linux;

public sealed class FlockTableTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("flocks-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_lock_is_in_the_table_for_as_long_as_it_is_held()
    {
        var held = FileLock.TryTake(folder + "/lock")!;
        var inode = held.Inode;

        Assert.True(FlockTable.Holds(Environment.ProcessId, inode));
        Assert.False(FlockTable.Holds(Environment.ProcessId + 1, inode));
        // Not the next number: a file of another test may have it.
        Assert.False(FlockTable.Holds(Environment.ProcessId, ulong.MaxValue - inode));

        held.Dispose();
        Assert.False(FlockTable.Holds(Environment.ProcessId, inode));
    }

    // As proc_locks(5) has them: the second line of a number waits for what the first holds.
    [Theory]
    [InlineData("1: FLOCK  ADVISORY  WRITE 708 00:1a:642 0 EOF", true)]
    [InlineData("1: FLOCK  ADVISORY  WRITE 7 00:1a:1 0 EOF\n2: FLOCK  ADVISORY  WRITE 708 fd:00:642 0 EOF\n", true)]
    [InlineData("1: FLOCK  ADVISORY  WRITE 9 00:1a:642 0 EOF\n1: -> FLOCK  ADVISORY  WRITE 708 00:1a:642 0 EOF\n", false)]
    [InlineData("1: POSIX  ADVISORY  WRITE 708 00:1a:642 0 EOF", false)]
    [InlineData("1: OFDLCK ADVISORY  WRITE -1 00:1a:642 0 EOF", false)]
    [InlineData("1: FLOCK  ADVISORY  WRITE 708 00:1a:6420 0 EOF", false)]
    [InlineData("1: FLOCK  ADVISORY  WRITE 708 <none>:0 0 EOF", false)]
    [InlineData("", false)]
    public void Only_the_holder_of_a_flock_on_the_file_is_taken_for_it(string table, bool expected) =>
        Assert.Equal(expected, FlockTable.Holds(table, 708, 642));
}
