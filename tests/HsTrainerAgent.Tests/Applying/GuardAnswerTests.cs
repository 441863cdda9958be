using HsTrainerAgent.Applying;
using HsTrainerAgent.Demo;

namespace HsTrainerAgent.Tests.Applying;

/// <summary>Which answers count: an old one is none, and whatever is not surely a yes holds.</summary>
public sealed class GuardAnswerTests : IDisposable
{
    private static readonly GuardAnswer Yes = new("b", DateTimeOffset.UnixEpoch) { ExitCode = 0 };
    private static readonly GuardAnswer No = Yes with { ExitCode = 1, LastLine = "job 17 runs" };

    private readonly TrainerHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public void Only_a_fresh_yes_of_an_asking_that_went_well_lets_pass()
    {
        var old = Yes with { Id = "a" };
        Assert.Null(GuardAnswer.Objection(null, Yes, null));
        Assert.Null(GuardAnswer.Objection(old, Yes, null));
        Assert.Equal("job 17 runs", GuardAnswer.Objection(old, No, null));
        Assert.Equal("job 17 runs", GuardAnswer.Objection(old, No, "the broker went away"));
        Assert.Equal("the broker went away", GuardAnswer.Objection(old, Yes, "the broker went away"));
        Assert.Equal("it was asked and left no answer", GuardAnswer.Objection(old, old, null));
        Assert.Equal("it was asked and left no answer", GuardAnswer.Objection(null, null, null));
        Assert.Equal("the unit is masked", GuardAnswer.Objection(old, old, "the unit is masked"));
    }

    [Fact]
    public void What_is_written_is_read_and_what_is_damaged_is_no_answer()
    {
        var path = host.Paths.GuardAnswer("t");
        No.Write(path);
        Assert.Equal(No, GuardAnswer.Read(path));
        Assert.Equal((UnixFileMode)0b110_100_000, File.GetUnixFileMode(path));

        File.WriteAllText(path, """{ "exitCode": 0 }""");
        Assert.Null(GuardAnswer.Read(path));
        Assert.Null(GuardAnswer.Read(path + ".missing"));
        Assert.NotNull(new GuardAnswer("c", DateTimeOffset.UnixEpoch).No);
    }
}
