using HsTrainerAgent.Article;

namespace HsTrainerAgent.Tests.Article;

public class LayoutTests
{
    [Theory]
    [InlineData("27.0.8", "27.0.8", "media", "postgresql")]
    [InlineData("28", "28", "media", "postgresql")]
    [InlineData("28.2.3", "28.2.3", "media", "postgresql")]
    [InlineData("30.0.7", "30.0.7", "media", "postgres_trainer30_0")]
    [InlineData("30.1", "30.1", "media", "postgres_trainer30_1")]
    [InlineData("31.0.0", "31.0.0", "media", "postgres_trainer31_0")]
    [InlineData("31.0.11", "31.0.11", "media", "postgres_trainer31_0")]
    [InlineData("31.0.12", "31.0.12", "trainer_media", "postgres_trainer31_0")]
    [InlineData("V31.0.12", "31.0.12", "trainer_media", "postgres_trainer31_0")]
    [InlineData("31.1", "31.1", "trainer_media", "postgres_trainer31_1")]
    [InlineData("31.1.0", "31.1.0", "trainer_media", "postgres_trainer31_1")]
    [InlineData("32.0.0", "32.0.0", "media", "postgres_trainer32_0")]
    [InlineData("32.0.2", "32.0.2", "media", "postgres_trainer32_0")]
    [InlineData("32.0.3", "32.0.3", "trainer_media", "postgres_trainer32_0")]
    [InlineData("v32.0.3", "32.0.3", "trainer_media", "postgres_trainer32_0")]
    [InlineData("32.0.3-rc1", "32.0.3", "trainer_media", "postgres_trainer32_0")]
    [InlineData("32.0.3rc1", "32.0.3", "trainer_media", "postgres_trainer32_0")]
    [InlineData("32.0.3+build.7", "32.0.3", "trainer_media", "postgres_trainer32_0")]
    [InlineData("32.0.10", "32.0.10", "trainer_media", "postgres_trainer32_0")]
    [InlineData("32.1.0", "32.1.0", "trainer_media", "postgres_trainer32_1")]
    [InlineData(" 40.2\n", "40.2", "trainer_media", "postgres_trainer40_2")]
    [InlineData("42.0.0.1", "42.0.0", "trainer_media", "postgres_trainer42_0")]
    public void Each_version_has_its_folders(string text, string version, string media, string database)
    {
        var layout = Layout.For(text, "/mnt/hs", out var reason);

        Assert.Null(reason);
        Assert.Equal((version, "/mnt/hs/" + media, "/mnt/hs/" + database), (layout!.Version, layout.MediaPath, layout.DatabasePath));
        Assert.Equal(layout.DatabaseIsMade, database != "postgresql");
        Assert.Equal([new(layout.MediaPath, "container_file_t", false), new(layout.DatabasePath, "container_file_t", true)], layout.Labels);
    }

    [Theory]
    [InlineData("29.0.1", "version 29.0.1 has no documented layout: the article's tables leave 29.x out")]
    [InlineData("29", "version 29 has no documented layout: the article's tables leave 29.x out")]
    [InlineData("31", "version 31 has no patch number, which decides: 31.0.0 to 31.0.11 use media, 31.0.12 and later trainer_media, write it in full, as in 31.0.12")]
    [InlineData("31.0", "version 31.0 has no patch number, which decides: 31.0.0 to 31.0.11 use media, 31.0.12 and later trainer_media, write it in full, as in 31.0.12")]
    [InlineData("32", "version 32 has no patch number, which decides: 32.0.0 to 32.0.2 use media, 32.0.3 and later trainer_media, write it in full, as in 32.0.3")]
    [InlineData("v32.0-rc1", "version 32.0 has no patch number, which decides: 32.0.0 to 32.0.2 use media, 32.0.3 and later trainer_media, write it in full, as in 32.0.3")]
    [InlineData("40", "version 40 has no minor number, which the database folder is named after (postgres_trainer40_<minor>), write it, as in 40.0")]
    [InlineData("30", "version 30 has no minor number, which the database folder is named after (postgres_trainer30_<minor>), write it, as in 30.0")]
    [InlineData("", "'' is no version (expected something like 32.0.3), so it has no documented layout")]
    [InlineData("latest", "'latest' is no version (expected something like 32.0.3), so it has no documented layout")]
    [InlineData("32..3", "'32..3' is no version (expected something like 32.0.3), so it has no documented layout")]
    [InlineData("32.0.x", "'32.0.x' is no version (expected something like 32.0.3), so it has no documented layout")]
    [InlineData("-32.0.3", "'-32.0.3' is no version (expected something like 32.0.3), so it has no documented layout")]
    [InlineData("٣٢.٠.٣", "'٣٢.٠.٣' is no version (expected something like 32.0.3), so it has no documented layout")]
    public void What_has_no_documented_layout_says_why(string version, string expected)
    {
        Assert.Null(Layout.For(version, "/mnt/hs", out var reason));
        Assert.Equal(expected, reason);
    }

    [Theory]
    [InlineData("mnt/hs", "HS_PATH must be an absolute path, not 'mnt/hs'")]
    [InlineData("", "HS_PATH must be an absolute path, not ''")]
    [InlineData("/mnt/h\ns", "HS_PATH must not hold control characters, which .env cannot express")]
    public void A_path_that_cannot_be_one_is_refused(string path, string expected)
    {
        Assert.Null(Layout.For("32.0.3", path, out var reason));
        Assert.Equal(expected, reason);
    }

    [Theory]
    [InlineData("/mnt/hs/")]
    [InlineData("//mnt//hs")]
    public void Slashes_too_many_do_not_make_another_path(string path)
    {
        var layout = Layout.For("32.0.3", path, out _)!;

        Assert.Equal("/mnt/hs", layout.Path);
        Assert.Empty(layout.Environment);
    }
}
