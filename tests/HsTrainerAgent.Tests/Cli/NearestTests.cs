using HsTrainerAgent.Cli;

namespace HsTrainerAgent.Tests.Cli;

public sealed class NearestTests
{
    private static readonly string[] Known = ["storage", "selinux", "api", "trainer", "host", "storage.media-owner", "storage.media-missing"];

    [Theory]
    [InlineData("storge", "storage")]
    [InlineData("sotrage", "storage")]
    [InlineData("STORAGE", "storage")]
    [InlineData("selinxu", "selinux")]
    [InlineData("appi", "api")]
    [InlineData("media-owner", "storage.media-owner")]
    [InlineData("storage.media-woner", "storage.media-owner")]
    [InlineData("stor", "storage")]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("database", null)]
    public void The_nearest_known_name_is_the_one_that_was_meant(string given, string? meant) => Assert.Equal(meant, Nearest.Of(given, Known));

    [Fact]
    public void Where_nothing_is_near_the_hint_names_the_choice() => Assert.Equal("; choose from text, json", Nearest.Hint("xml", ["text", "json"]));
}
