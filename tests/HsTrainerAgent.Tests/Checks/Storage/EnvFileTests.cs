using System.Text;
using HsTrainerAgent.Checks.Storage;

namespace HsTrainerAgent.Tests.Checks.Storage;

public class EnvFileTests
{
    private static EnvFile Parse(string text) => EnvFile.Parse(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("HS_PATH=/app/HS\n", "/app/HS")]
    [InlineData("HS_PATH=/app/HS", "/app/HS")]
    [InlineData("  export   HS_PATH=/app/HS  \n", "/app/HS")]
    [InlineData("HS_PATH=\"/app/H S\"\n", "/app/H S")]
    [InlineData("HS_PATH='/app/H S'\n", "/app/H S")]
    [InlineData("HS_PATH='/app/it'\\''s'\n", "/app/it's")]
    [InlineData("HS_PATH=\"a\\\"b\\$c\\n\"\n", "a\"b$c\\n")]
    [InlineData("HS_PATH=$'/app/it\\'s a\\ttab'\n", "/app/it's a\ttab")]
    [InlineData("HS_PATH=$'/app/\\x48S'\n", "$'/app/\\x48S'")]
    [InlineData("HS_PATH=/one\nHS_PATH=/two\n", "/two")]
    [InlineData("HS_PATH=\n", "")]
    [InlineData("HS_PATH=/app/HS\r\nA=1\r\n", "/app/HS")]
    [InlineData("\uFEFFHS_PATH=/app/HS\n", "/app/HS")]
    [InlineData("# HS_PATH=/app/HS\n", null)]
    [InlineData("MY_HS_PATH=/app/HS\nHS_PATH_2=/x\nHS_PATH = /x\n", null)]
    public void The_last_assignment_is_the_value(string text, string? expected) => Assert.Equal(expected, Parse(text).ValueOf("HS_PATH"));

    [Fact]
    public void What_an_editor_does_not_show_is_noticed()
    {
        var seen = Parse("\uFEFFA=1\r\n\n# comment\nnot an assignment\n2B=3");

        Assert.Equal((true, true, true), (seen.HasByteOrderMark, seen.HasCarriageReturns, seen.EndsWithoutNewline));
        Assert.Equal([4, 5], seen.OtherLines);
        Assert.Equal(["A"], seen.Assignments.Select(assignment => assignment.Name));
    }

    [Fact]
    public void An_empty_file_has_nothing_wrong()
    {
        var seen = Parse("");

        Assert.Equal((false, false, false, 0, 0), (seen.HasByteOrderMark, seen.HasCarriageReturns, seen.EndsWithoutNewline, seen.OtherLines.Count, seen.Assignments.Count));
    }
}
