using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Settings;

public sealed class MutatedSettingsTests
{
    private static readonly string Sample = File.ReadAllText(Path.Combine(SettingsSample.Fixtures, "valid", "everything.json"));

    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(Sample);

    private static SettingsReading HoldsWhateverTheBytes(byte[] bytes)
    {
        var clock = Stopwatch.StartNew();
        var reading = SettingsSample.ReadBytes(bytes);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"took {clock.Elapsed}");
        Assert.NotEqual(reading.Settings is null, reading.Errors.Count == 0);
        var told = string.Join('\n', reading.Errors.Select(error => error.ToString()).Concat(reading.Notes));
        Assert.DoesNotContain(Enumerable.Range(0, SettingsSample.Token.Length - 5).Select(i => SettingsSample.Token.Substring(i, 6)), told.Contains);
        Assert.All(reading.Errors, error => Assert.DoesNotContain('\n', error.ToString()));
        return reading;
    }

    [Fact]
    public void A_file_cut_off_anywhere_gives_exactly_one_error()
    {
        var end = Sample.LastIndexOf('}');
        for (var length = 0; length <= end; length++)
        {
            Assert.Single(HoldsWhateverTheBytes(Encoding.UTF8.GetBytes(Sample[..length])).Errors);
        }
    }

    [Fact]
    public void Changed_bytes_never_throw_and_never_show_the_token() =>
        Gen.Select(Gen.Int[0, Bytes.Length - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            var bytes = Bytes.ToArray();
            foreach (var (at, value) in changes)
                bytes[at] = value;
            HoldsWhateverTheBytes(bytes);
        }, iter: 500);

    [Fact]
    public void Changed_punctuation_never_throws_and_never_shows_the_token() =>
        Gen.Select(Gen.Int[0, Bytes.Length - 1], Gen.Char["\"'{}[],:/*\\ \n-0a"], Gen.Bool).Array[1, 3].Sample(changes =>
        {
            var text = new StringBuilder(Sample);
            foreach (var (at, mark, insert) in changes)
            {
                if (!insert)
                    text.Remove(at % text.Length, 1);
                text.Insert(at % text.Length, mark);
            }
            HoldsWhateverTheBytes(Encoding.UTF8.GetBytes(text.ToString()));
        }, iter: 500);

    [Fact]
    public void Comments_blanks_and_trailing_commas_anywhere_change_nothing()
    {
        var effective = SettingsJson.Effective(SettingsSample.ReadText(Sample).Settings!);
        var tokens = Regex.Matches(effective.Replace("\"tokenFile\": null,", ""), """
            "(?:\\.|[^"\\])*"|[{}\[\],:]|[^\s{}\[\],:"]+
            """).Select(match => match.Value).ToArray();
        string[] samples = ["", " ", "\n", "\r\n\t", "/* } */", "// \"token\n", "/**/ //,\n"];
        var blanks = Gen.Int[0, samples.Length - 1].Select(i => samples[i]);
        Gen.Select(blanks.Array[tokens.Length], Gen.Bool.Array[tokens.Length]).Sample((between, commas) =>
        {
            var text = new StringBuilder();
            for (var i = 0; i < tokens.Length; i++)
            {
                if (commas[i] && tokens[i] is "}" or "]" && i > 0 && tokens[i - 1] is not ("{" or "["))
                    text.Append(',');
                text.Append(between[i]).Append(tokens[i]);
            }
            var reading = SettingsSample.ReadText(text.ToString());
            Assert.Empty(reading.Errors);
            Assert.Equal(effective, SettingsJson.Effective(reading.Settings!));
        });
    }
}
