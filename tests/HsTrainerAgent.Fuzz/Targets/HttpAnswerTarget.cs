using System.Text;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Api;
using HsTrainerAgent.Fuzz.Oracles;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>An answer of the application, taken apart already: findings and facts that show no control character and not the token, in whatever form it comes back.</summary>
internal sealed class HttpAnswerTarget : Target
{
    private static readonly Uri Url = new("http://127.0.0.1:8080/api/v5/version");

    public override string Name => "http-answer";

    public override Form Form => Form.Lines;

    public override double Share => 3;

    public override IEnumerable<byte[]> Seeds =>
    [
        Utf8("200\nOK\n\napp01\napplication/json\n{\"version\": \"42.0.1\", \"date\": \"2025-09-10\"}"), Utf8("401\nUnauthorized\n\n\napplication/json\n{\"detail\":\"Invalid token.\"}"),
        Utf8($"302\nFound\nhttps://login.internal/?next=/api&token={Samples.TokenText}\n\ntext/html\n"), Utf8($"500\nInternal\n\n{Samples.TokenText}\ntext/html\n<html>{Samples.TokenText}</html>"),
        Utf8("200\nOK\n\n\ntext/html\n\ufeff<!doctype html>"), Utf8("204\n\n\n\n\n"), Utf8($"200\nOK\n\n\n\n{{\"version\": \"{Samples.TokenText}\"}}"), Utf8("429\nSlow\n//evil\n\n\nlater"),
        Utf8("200\nOK\n\n\n\n{\"version\": \"99999999999.1\"}"),
    ];

    public override IReadOnlyList<string> Words =>
        [.. Samples.Token.RevealForms(), "\"version\": ", "42.0.1", "301", "403", "404", "503", "http://[::1]:99999/", "data:text/html,", "?", "#", "%31", "&#49;", "\\u0031", "\u200b", "\ud83d"];

    public override void Try(byte[] input)
    {
        var parts = Encoding.Latin1.GetString(input).Split('\n', 6);
        if (parts.Length < 6 || !int.TryParse(parts[0], out var status))
            return;
        string? Header(int part) => parts[part].Length == 0 ? null : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(parts[part]));
        var answer = new Answer(status, Header(1), Header(2), Header(3), Header(4), Encoding.Latin1.GetBytes(parts[5]), (BodyEnd)(input.Length % 4));
        var observed = new Observed { Answer = answer, ClientCertificateAsked = input.Length % 5 == 0 };
        var look = new Look();
        ApiFacts.Tell(look, Url, observed, Samples.Token, Samples.Clock.GetUtcNow());
        look.Found(new ApiJudgement(Samples.Settings, Url, Samples.Clock.GetUtcNow()).Findings(observed));
        Judge(look);
    }

    /// <summary>Of what a check has told.</summary>
    public static void Judge(Look look)
    {
        var outcome = look.Outcome("api", null, TimeSpan.Zero);
        foreach (var finding in outcome.Findings)
        {
            FindingOracle.Judge(finding);
            Messages.Without(Samples.Token, finding.Code, finding.Observed + finding.Fix + finding.Desired);
            ComplaintException.Unless(finding.Observed.Length < 1000, "an observation without bound", $"{finding.Observed.Length} characters");
        }
        if (outcome.Reason is { } reason)
            Messages.Actionable("a reason", reason);
        foreach (var fact in outcome.Facts ?? [])
        {
            var text = fact.Value?.ToString() ?? "";
            Messages.HarmlessLines("a fact", text);
            Messages.Without(Samples.Token, "a fact", text);
        }
    }
}
