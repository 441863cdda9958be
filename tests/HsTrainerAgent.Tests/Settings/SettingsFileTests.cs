using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Settings;

public sealed class SettingsFileTests
{
    public static IEnumerable<TheoryDataRow<string>> Invalid => SettingsSample.Names("invalid");

    public static IEnumerable<TheoryDataRow<string>> Valid => SettingsSample.Names("valid");

    [Theory, MemberData(nameof(Invalid))]
    public void An_invalid_file_gives_exactly_these_errors(string name)
    {
        var file = Path.Combine(SettingsSample.Fixtures, "invalid", name + ".json");
        var reading = SettingsSample.Read(file);

        var errors = string.Concat(reading.Errors.Select(error => error.ToString().Replace(file, "{file}") + "\n"));
        Assert.Equal(File.ReadAllText(Path.ChangeExtension(file, ".txt")), errors);
        Assert.Null(reading.Settings);
        Assert.DoesNotContain(SettingsSample.Token[..8], errors);
    }

    [Theory, MemberData(nameof(Valid))]
    public void A_valid_file_is_shown_with_every_default_filled_in(string name)
    {
        var file = Path.Combine(SettingsSample.Fixtures, "valid", name + ".json");
        var reading = SettingsSample.Read(file);

        Assert.Empty(reading.Errors);
        var shown = SettingsJson.Effective(reading.Settings!) + "\n" + string.Concat(reading.Notes.Select(note => "// " + note + "\n"));
        Assert.Equal(File.ReadAllText(Path.ChangeExtension(file, ".show.json")), shown);
        Assert.Equal(SettingsSample.Token, reading.Settings!.Application.Token.Reveal());
        Assert.DoesNotContain(SettingsSample.Token[..8], shown);
    }
}
