using CsCheck;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Applying;

public class FingerprintTests
{
    private static readonly TrainerSettings Trainer = new() { Name = "32.0.3", Bundle = "/opt/hs/b", Version = "32.0.3" };

    private static AgentSettings Settings(string url = "https://a", string token = "t", string revision = "", params (string, string)[] environment) => new()
    {
        Application = new ApplicationSettings
        {
            Url = url,
            Token = new Secret(token),
            Revision = revision,
            Tls = new TlsSettings { Environment = [.. environment.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))] },
        },
        Trainers = [Trainer],
    };

    private static Fingerprint Of(AgentSettings settings, params (string, byte[])[] files) => Fingerprint.Of(settings, Trainer, files);

    [Fact]
    public void Every_field_of_the_connection_changes_it()
    {
        var all = new[]
        {
            Of(Settings()), Of(Settings(url: "https://b")), Of(Settings(token: "u")), Of(Settings(revision: "2")), Of(Settings(environment: ("A", "b"))),
            Of(Settings(), ("caFile", [1])), Of(Settings(), ("caFile", [2])), Of(Settings(), ("files", [1])), Of(Settings(), ("files", [1]), ("files", [1])),
            Fingerprint.Of(Settings(), Trainer with { Bundle = "/b" }, []), Fingerprint.Of(Settings(), Trainer with { Version = "33.0.0" }, []),
            Fingerprint.Of(Settings(), Trainer with { Path = "/data" }, []),
        };
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void What_is_no_part_of_the_connection_does_not_change_it()
    {
        var other = Settings() with { Thresholds = new() { SpacePercent = 50 }, Apply = new() { Settle = TimeSpan.Zero }, Claims = false };
        var moved = Settings() with { Application = Settings().Application with { TokenFile = "/etc/token", ProbePath = "/x" } };

        Assert.Equal(Of(Settings()), Of(other));
        Assert.Equal(Of(Settings()), Of(moved));
        Assert.Equal(Of(Settings()), Fingerprint.Of(Settings(), Trainer with { Name = "other" }, []));
    }

    [Fact]
    public void The_order_of_environment_lines_does_not_change_it() =>
        Assert.Equal(Of(Settings(environment: [("A", "1"), ("B", "2")])), Of(Settings(environment: [("B", "2"), ("A", "1")])));

    [Fact]
    public void Text_cannot_move_from_one_field_to_the_next() =>
        Gen.String.Select(Gen.String, Gen.Int[1, 5]).Sample((left, right, shift) =>
        {
            var cut = Math.Min(shift, right.Length);
            return cut == 0 || Of(Settings(url: left, token: right)) != Of(Settings(url: left + right[..cut], token: right[cut..]));
        });

    [Fact]
    public void Only_twelve_digits_are_ever_shown()
    {
        var fingerprint = Of(Settings());

        Assert.Equal(64, fingerprint.Hex.Length);
        Assert.Equal(fingerprint.Hex[..12], $"{fingerprint}");
    }

    [Fact]
    public void A_TLS_file_that_is_missing_gives_no_fingerprint_but_a_reason()
    {
        using var host = new TrainerHost();
        var settings = Settings() with { Application = Settings().Application with { Tls = new TlsSettings { CaFile = "/etc/ca.pem" } } };

        Assert.Null(Fingerprint.Of(settings, Trainer, host.Paths, out var reason));
        Assert.Equal("application.tls.caFile: /etc/ca.pem is missing", reason);

        File.WriteAllText(host.In("etc/ca.pem"), "one");
        var one = Fingerprint.Of(settings, Trainer, host.Paths, out _);
        File.WriteAllText(host.In("etc/ca.pem"), "two");
        Assert.NotEqual(one, Fingerprint.Of(settings, Trainer, host.Paths, out _));
    }
}
