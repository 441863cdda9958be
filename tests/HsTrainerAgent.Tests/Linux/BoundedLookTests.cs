using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Linux;

public class BoundedLookTests
{
    [Fact]
    public async Task Looks_that_began_before_one_was_known_to_hang_tell_the_same_time_ever_after()
    {
        using var back = new ManualResetEventSlim();
        var looks = new BoundedLook(TimeProvider.System, TimeSpan.FromSeconds(0.6));
        Task<bool> LookAsync() => looks.AtAsync("the token", () => back.Wait(TimeSpan.FromMinutes(1)), CancellationToken.None);
        var first = LookAsync();
        await Task.Delay(300);
        var second = LookAsync();

        var since = (await Assert.ThrowsAsync<UnansweredException>(() => first)).Since;
        Assert.Equal(since, (await Assert.ThrowsAsync<UnansweredException>(() => second)).Since);
        Assert.Equal(since, (await Assert.ThrowsAsync<UnansweredException>(LookAsync)).Since);
        back.Set();
    }
}
