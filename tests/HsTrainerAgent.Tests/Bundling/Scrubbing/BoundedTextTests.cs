using System.Text;
using HsTrainerAgent.Bundling.Scrubbing;

namespace HsTrainerAgent.Tests.Bundling.Scrubbing;

public sealed class BoundedTextTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(249)]
    [InlineData(1000)]
    public void What_fits_is_kept_whole(int length)
    {
        var text = new BoundedText(1000);
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, length).Select(one => (char)('a' + one % 26))));
        foreach (var piece in bytes.Chunk(7))
            text.Add(piece);

        Assert.Equal(bytes, text.ToArray(out var isCut));
        Assert.False(isCut);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(100_000)]
    public void Of_too_much_the_middle_goes_in_whole_lines(int piece)
    {
        var text = new BoundedText(1000);
        foreach (var bytes in Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(one => $"line {one}\n"))).Chunk(piece))
            text.Add(bytes);

        var lines = Encoding.UTF8.GetString(text.ToArray(out var isCut)).Split('\n');

        Assert.True(isCut);
        Assert.Equal("line 0", lines[0]);
        Assert.Equal(["line 999", ""], lines[^2..]);
        Assert.Contains("bytes were left out here", Assert.Single(lines, line => line.Length > 0 && !line.StartsWith("line ")));
        Assert.InRange(lines.Sum(line => line.Length + 1), 900, 1120);
    }
}
