using System.Diagnostics;
using System.Text;
using HsTrainerAgent.Bundling;
using HsTrainerAgent.Tests.Bundling.Scrubbing;
using Microsoft.Extensions.Time.Testing;

namespace HsTrainerAgent.Tests.Bundling;

public sealed class ScrubbedPartTests
{
    private const string Token = "187d88d6s63929cd0ad98";

    private static async Task<(ScrubbedPart Part, string Text)> LookAsync(Part part, TimeProvider? clock = null)
    {
        var scrubbed = await ScrubbedPart.LookAsync(part, Scrubbed.Known(Token), clock ?? TimeProvider.System, TestContext.Current.CancellationToken);
        return (scrubbed, Encoding.UTF8.GetString(scrubbed.Content.Span));
    }

    [Fact]
    public async Task A_part_that_hangs_keeps_what_it_saw_and_takes_nothing_late()
    {
        using var end = new ManualResetEventSlim();
        var clock = new FakeTimeProvider();
        var wrote = new TaskCompletionSource<PartWriter>(TaskCreationOptions.RunContinuationsAsynchronously);

        var looking = LookAsync(new Part("a.txt", "hangs", (writer, _) =>
        {
            writer.Line("seen before");
            wrote.SetResult(writer);
            end.Wait(CancellationToken.None);
            writer.Line("too late");
            return Task.CompletedTask;
        })
        { Deadline = TimeSpan.FromSeconds(1) }, clock);
        var kept = await wrote.Task.WaitAsync(Patience.Whole);
        clock.Advance(TimeSpan.FromSeconds(1));
        var (part, text) = await looking;
        end.Set();
        kept.Line("too late");

        Assert.StartsWith("seen before\ncould not look: no answer within", text);
        Assert.NotNull(part.Missing);
        Assert.DoesNotContain("late", Encoding.UTF8.GetString(part.Content.Span));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_part_that_fails_says_why_without_the_token(bool isForeseen)
    {
        var (part, text) = await LookAsync(Part.Of("a.txt", "fails", writer => throw (isForeseen ? new IOException($"no {Token} here") : new InvalidOperationException($"bad {Token}"))));

        Assert.Equal(isForeseen ? "could not look: no *** here\n" : "could not look: InvalidOperationException: bad ***\n", text);
        Assert.NotNull(part.Missing);
    }

    [Fact]
    public async Task A_flood_is_bounded_in_size_memory_and_time()
    {
        var line = Encoding.UTF8.GetBytes($"2026-11-22T16:00:00+00:00 host run.sh[1]: using token {Token} at https://user:pw@hs.internal\n");
        var block = Enumerable.Repeat(line, 700).SelectMany(bytes => bytes).ToArray();
        var started = Stopwatch.StartNew();
        long most = 0;

        var (part, text) = await LookAsync(new Part("journal.txt", "floods", (writer, _) =>
        {
            for (var written = 0L; written < 100L << 20; written += block.Length)
            {
                writer.Write(block);
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
            }
            return Task.CompletedTask;
        })
        { Limit = 1 << 20, Deadline = TimeSpan.FromMinutes(5) });

        Assert.True(part.IsCut);
        Assert.InRange(part.Content.Length, 1_000_000, (1 << 20) + 200);
        Assert.Empty(Planted.Remains(text, Token));
        Assert.DoesNotContain("pw@", text);
        Assert.InRange(most, 0, 400 << 20);
        TestContext.Current.TestOutputHelper?.WriteLine($"100 MB in {started.Elapsed.TotalSeconds:0.0} s, at most {most >> 20} MB");
    }
}
