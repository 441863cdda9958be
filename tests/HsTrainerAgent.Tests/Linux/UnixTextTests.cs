using CsCheck;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Linux;

public class UnixTextTests
{
    [Fact]
    public void Every_name_survives_the_way_to_text_and_back() =>
        Gen.OneOf(Gen.Byte.Array, Gen.String.Select(System.Text.Encoding.UTF8.GetBytes)).Sample(bytes => UnixText.ToBytes(UnixText.FromBytes(bytes)).SequenceEqual(bytes));

    [Fact]
    public void Shown_text_has_no_control_characters() =>
        Gen.Byte.Array.Sample(bytes => !UnixText.Shown(UnixText.FromBytes(bytes)).Any(char.IsControl));

    [Theory]
    [InlineData("plain é €.txt", "plain é €.txt")]
    [InlineData("a\nb\tc\rd\x1b[31m\x7f", @"a\nb\tc\rd\x1b[31m\x7f")]
    [InlineData(@"back\slash", @"back\\slash")]
    [InlineData("\U00010c80", "\U00010c80")]
    [InlineData("\u0085\u2028", @"\u0085\u2028")]
    public void Names_are_escaped_for_people(string name, string shown) => Assert.Equal(shown, UnixText.Shown(name));

    [Fact]
    public void A_byte_that_is_no_utf8_is_shown_by_its_value() => Assert.Equal(@"caf\xe9", UnixText.Shown(UnixText.FromBytes([.. "caf"u8, 0xe9])));
}
