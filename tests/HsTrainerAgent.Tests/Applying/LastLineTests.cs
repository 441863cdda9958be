using HsTrainerAgent.Applying;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Applying;

public class LastLineTests
{
    [Theory]
    [InlineData("a line of no interest\n")]
    [InlineData("no end")]
    [InlineData("\n")]
    [InlineData("\0")]
    public async Task A_hundred_megabytes_of_output_fill_no_memory(string pattern)
    {
        using var flood = new Flood(pattern, 110_000_000);

        var output = new LastLine(flood);
        await output.Ended.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        Assert.InRange(flood.Allocated, 0, 1_000_000);
        Assert.Equal(pattern.Trim('\n', '\0').Length == 0 ? null : pattern == "no end" ? 201 : pattern.Length - 1, output.Shown(new Secret("t0ken"))?.Length);
    }

    /// <summary>Repeats a pattern; all of it is read by one thread, whose memory it counts.</summary>
    private sealed class Flood(string pattern, long length) : MemoryStream
    {
        private long done, first = -1;

        public long Allocated { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            first = first < 0 ? allocated : first;
            Allocated = allocated - first;
            var given = (int)Math.Min(length - done, count);
            for (var i = 0; i < given; i++)
                buffer[offset + i] = (byte)pattern[(int)((done + i) % pattern.Length)];
            done += given;
            return given;
        }
    }
}
