using CsCheck;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Linux;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("/mnt/hs/trainer_media", "/mnt/hs/trainer_media")]
    [InlineData("/mnt/höhle 世界 €", "/mnt/höhle 世界 €")]
    [InlineData("a\nb\rc\td", @"a\nb\rc\td")]
    [InlineData("\e[31mred", @"\x1b[31mred")]
    [InlineData("\u009b31mred\u007f", @"\u009b31mred\x7f")]
    [InlineData("gpj.\u202eexe", @"gpj.\u202eexe")]
    [InlineData("a\u2028b", @"a\u2028b")]
    [InlineData("tag\U000e0041", @"tag\U000e0041")]
    public void What_could_steer_a_terminal_is_shown_escaped(string text, string shown) => Assert.Equal(shown, Printable.Line(text));

    [Fact]
    public void What_is_no_text_is_shown_as_such() => Assert.Equal("no\ufffdtext" + @"\x1b", Printable.Line("no\udcfftext\e"));

    [Fact]
    public void Whatever_comes_in_no_control_character_goes_out() =>
        Gen.String.Sample(text => Assert.DoesNotContain(Printable.Line(text), letter => char.IsControl(letter)));
}
