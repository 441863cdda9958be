using HsTrainerAgent.Hosting.Telling;

namespace HsTrainerAgent.Tests.Hosting.Telling;

public sealed class AgeTests
{
    [Theory]
    [InlineData("00:00:59.9", "59 s")]
    [InlineData("00:59:00", "59 min")]
    [InlineData("23:53:00", "23 h")]
    [InlineData("23:55:00", "1 d")]
    [InlineData("-02:00:00", "0 s")] // The clock was set back.
    public void It_is_told_in_its_largest_unit_and_is_never_below_nothing(string age, string told) =>
        Assert.Equal(told, Age.Text(TimeSpan.Parse(age, System.Globalization.CultureInfo.InvariantCulture)));
}
