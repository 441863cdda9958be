using HsTrainerAgent.Settings;
using HsTrainerAgent.Tests.Architecture;

namespace HsTrainerAgent.Tests.Settings;

/// <summary>A file that nobody has filled in yet is told from one that is wrong.</summary>
public sealed class BlankSettingsTests
{
    public static IEnumerable<TheoryDataRow<string>> Blank => SettingsSample.Names("blank");

    private static string Packaged
    {
        get
        {
            var root = SourceFile.Root();
            Assert.SkipWhen(root is null, "the tests run without their sources");
            return Path.Combine(root!, "packaging/hs-trainer-agent.json");
        }
    }

    [Theory, MemberData(nameof(Blank))]
    public void A_blank_file_is_told_in_one_line_with_what_to_fill_in(string name) =>
        IsBlank(Path.Combine(SettingsSample.Fixtures, "blank", name + ".json"));

    [Fact]
    public void The_packaged_file_and_the_one_of_settings_init_are_blank()
    {
        IsBlank(Packaged);
        Assert.True(SettingsSample.ReadText(StarterFile.Text()).IsBlank);
    }

    [Fact]
    public void The_packaged_file_is_good_once_its_three_values_are_filled_in()
    {
        var filled = File.ReadAllText(Packaged)
            .Replace("\"url\": \"\"", "\"url\": \"https://abcd123.internal\"")
            .Replace("\"token\": \"\"", $"\"token\": \"{SettingsSample.Token}\"")
            .Replace("\"bundle\": \"\"", "\"bundle\": \"/opt/hs/hyperscience-trainer-32.0.3\"");

        Assert.Equal(SettingsJson.Effective(SettingsSample.ReadText(SettingsSample.With("")).Settings!), SettingsJson.Effective(SettingsSample.ReadText(filled).Settings!));
    }

    [Theory]
    [InlineData("\"url\": \"\"", "\"url\": \"https://abcd123.internal\"", "application.token", "trainers[0].bundle")]
    [InlineData("\"token\": \"\"", "\"token\": \"x\"", "application.url", "trainers[0].bundle")]
    [InlineData("\"token\": \"\"", "\"tokenFile\": \"/etc/good-token\"", "application.url", "application.tokenFile", "trainers[0].bundle")]
    [InlineData("\"bundle\": \"\"", "\"bundle\": \"/opt/hs/hyperscience-trainer-32.0.3\"", "application.url", "application.token")]
    [InlineData("\"url\": \"\"", "\"url\": \" \"", "application.url", "application.token", "trainers[0].bundle")]
    public void A_file_that_is_filled_in_in_part_is_told_what_is_left(string blank, string filled, params string[] wrong)
    {
        var reading = SettingsSample.ReadText(File.ReadAllText(Packaged).Replace(blank, filled));

        Assert.False(reading.IsBlank);
        Assert.Equal(wrong, reading.Errors.Select(error => error.Key));
    }

    private static void IsBlank(string file)
    {
        var reading = SettingsSample.Read(file);

        Assert.Equal((true, null), (reading.IsBlank, reading.Settings));
        Assert.Equal(
            $"{file}: nothing is filled in yet; fill in application.url, application.token and trainers[0].bundle (man 5 hs-trainer-agent.json), then run: hs-trainer-agent settings check --settings {file}",
            Assert.Single(reading.Errors).ToString());
    }
}
