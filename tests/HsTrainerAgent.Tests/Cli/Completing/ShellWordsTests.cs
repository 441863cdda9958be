using HsTrainerAgent.Cli.Completing;

namespace HsTrainerAgent.Tests.Cli.Completing;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a ", "a|")]
    [InlineData("  a\t b", "a|b")]
    [InlineData("'a b' c", "a b|c")]
    [InlineData("'a\\' b", "a\\|b")]
    [InlineData("\"a\\\"\\b\" c", "a\"\\b|c")]
    [InlineData("a\\ b\\'c d", "a b'c|d")]
    [InlineData("a'b'\"c\"d", "abcd")]
    [InlineData("'' a", "|a")]
    [InlineData("a 'b c", "a|b c")]
    [InlineData("a \"b ", "a|b ")]
    [InlineData("a\\", "a")]
    public void A_line_is_parted_as_a_shell_does(string line, string words) => Assert.Equal(words, string.Join('|', ShellWords.Of(line)));
}
