using HsTrainerAgent.Hosting.Following;
using HsTrainerAgent.Linux;
using Microsoft.Extensions.Time.Testing;

namespace HsTrainerAgent.Tests.Hosting.Following;

public sealed class SettlingTests
{
    /// <summary>One look a second, three seconds to settle: a letter is a content, <c>A</c> was judged before; <c>*</c> marks the look at which the content counts.</summary>
    [Theory]
    [InlineData("A A A A A")]
    [InlineData("A B B B B*")]
    [InlineData("B C D D D D*")]
    [InlineData("B B A A A A")]
    [InlineData("B B A B B B B*")]
    [InlineData("B B B B* B C C C C*")]
    [InlineData("B B B B* A A A A*")]
    public void Contents_count_once_they_have_been_the_same_for_the_settle_time(string looks)
    {
        var clock = new FakeTimeProvider();
        var settling = new Settling(clock);
        settling.Judged(Content('A'));
        var counted = looks.Split(' ').Select(look =>
        {
            var seen = Content(look[0]);
            var counts = settling.Look(seen, TimeSpan.FromSeconds(3)) == TimeSpan.Zero;
            if (counts)
                settling.Judged(seen);
            clock.Advance(TimeSpan.FromSeconds(1));
            return counts ? look[0] + "*" : look[..1];
        });
        Assert.Equal(looks, string.Join(' ', counted));
    }

    private static Snapshot Content(char content) => new([new FileDigest("/etc/x", FileProblem.None, false, content, 0)]);
}
