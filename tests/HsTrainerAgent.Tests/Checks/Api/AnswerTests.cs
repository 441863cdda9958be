using HsTrainerAgent.Checks;
using HsTrainerAgent.Demo;

namespace HsTrainerAgent.Tests.Checks.Api;

public sealed class AnswerTests : Asking
{
    private const string Wanted = "HTTP 200 and JSON with the application's version";

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_told_with_its_target_and_not_followed(int status)
    {
        await using var elsewhere = await StandInApplication.StartAsync(Ca.IssueServer("localhost"), Token);
        Application.Instead = Answers.Redirect(status, elsewhere.Url + "/login?next=/api/v5/version");

        var finding = await FindingAsync("api.redirect");

        Assert.Equal((Wanted, $"HTTP {status} to {elsewhere.Url}/login?…"), (finding.Desired, finding.Observed));
        Assert.Equal(@"curl -s -o /dev/null -w '%{http_code} %{redirect_url}\n' " + Application.Url + "/api/v5/version", finding.Fix);
        Assert.Equal((1, 0), (Application.Requests, elsewhere.Requests));
    }

    [Fact]
    public async Task A_relative_redirect_is_told_as_the_URL_it_leads_to()
    {
        Application.Instead = Answers.Redirect(302, "/accounts/login/");

        Assert.Equal($"HTTP 302 to {Application.Url}/accounts/login/", (await FindingAsync("api.redirect")).Observed);
    }

    [Theory]
    [InlineData(401, "HTTP 401 Unauthorized, application/json: {\"detail\":\"Invalid token.\"}")]
    [InlineData(403, "HTTP 403 Forbidden, application/json: {\"detail\":\"Invalid token.\"}")]
    public async Task A_token_that_is_not_accepted_is_told_with_the_reason_given(int status, string observed)
    {
        Application.Instead = Answers.Status(status, """{"detail":"Invalid token."}""");

        var finding = await FindingAsync("api.token");

        Assert.Equal(("an accepted token (HTTP 200)", observed), (finding.Desired, finding.Observed));
        Assert.StartsWith("# In the application open Users", finding.Fix);
        Assert.Contains("TOKEN_REVALIDATION_EXEMPTED_USERS", finding.Kind.Explanation);
        Assert.Equal(1, Application.Requests);
    }

    [Fact]
    public async Task A_token_is_accepted_again_as_soon_as_the_application_does()
    {
        Application.Tokens = new HashSet<string> { "another" };
        await FindingAsync("api.token");

        Application.Tokens = new HashSet<string> { "another", Token };
        Assert.Equal(CheckStatus.InSync, (await AskAsync()).Status);
    }

    [Theory]
    [InlineData(500, "HTTP 500 Internal Server Error, no body")]
    [InlineData(503, "HTTP 503 Service Unavailable, no body")]
    [InlineData(429, "HTTP 429 Too Many Requests, no body")]
    public async Task A_failing_application_is_a_server_error_and_is_asked_once(int status, string observed)
    {
        Application.Instead = Answers.Status(status, headers: ("Retry-After", "0"));

        var outcome = await AskAsync();

        var finding = Assert.Single(outcome.Findings);
        Assert.Equal(("api.server-error", Wanted, observed), (finding.Code, finding.Desired, finding.Observed));
        Assert.Equal($"curl -si --max-time 10 {Application.Url}/api/v5/version", finding.Fix);
        Assert.Equal((1, status), (Application.Requests, (int)outcome.Facts!["httpStatus"]!));
    }

    [Theory]
    [InlineData(404, """{"detail":"Not found."}""", "HTTP 404 Not Found, application/json: {\"detail\":\"Not found.\"}")]
    [InlineData(400, "", "HTTP 400 Bad Request, no body")]
    [InlineData(405, "", "HTTP 405 Method Not Allowed, no body")]
    [InlineData(304, "", "HTTP 304 Not Modified, no body")]
    [InlineData(204, "", "HTTP 204 No Content, no body")]
    [InlineData(200, "", "HTTP 200 OK, no body")]
    [InlineData(200, "[1, 2]", "JSON without a version: [1, 2]")]
    [InlineData(200, """{"version": 42}""", "JSON without a version: {\"version\": 42}")]
    [InlineData(200, """{"version": ""}""", "JSON without a version: {\"version\": \"\"}")]
    [InlineData(200, """{"version": "42.0.0" """, "HTTP 200 OK, application/json: {\"version\": \"42.0.0\"")]
    public async Task An_answer_that_the_API_would_not_give_is_not_the_api(int status, string body, string observed)
    {
        Application.Instead = Answers.Status(status, body);

        var finding = await FindingAsync("api.not-the-api");

        Assert.Equal((Wanted, observed), (finding.Desired, finding.Observed));
    }

    [Fact]
    public async Task A_login_page_does_not_pass_for_health()
    {
        Application.Instead = Answers.LoginPage;

        Assert.StartsWith("HTTP 200 OK, text/html: <!DOCTYPE html> <html><head><title>Sign in</title>", (await FindingAsync("api.not-the-api")).Observed);
    }

    [Fact]
    public async Task A_body_without_an_end_is_read_no_further_than_the_bound()
    {
        Application.Instead = Answers.EndlessBody;

        Assert.Equal("HTTP 200 with more than 64 KiB of something without a type", (await FindingAsync("api.not-the-api")).Observed);
    }

    [Fact]
    public async Task Of_another_probe_path_only_JSON_is_demanded()
    {
        Application.Instead = Answers.Status(200, """{"status":"ok"}""");
        var settings = Settings();

        var outcome = await AskAsync(settings with { Application = settings.Application with { ProbePath = "/api/v5/healthcheck" } });

        Assert.Equal((CheckStatus.InSync, "/api/v5/healthcheck"), (outcome.Status, Application.LastPath));
    }

    [Fact]
    public async Task A_path_in_the_URL_is_kept()
    {
        Assert.Equal(CheckStatus.InSync, (await AskAsync(Settings(Application.Url + "/hs"))).Status);
        Assert.Equal("/hs/api/v5/version", Application.LastPath);
    }

    [Fact]
    public async Task An_http_URL_has_no_TLS_phase()
    {
        await using var plain = await StandInApplication.StartAsync(null, Token);

        var outcome = await AskAsync(Settings(plain.Url));

        Assert.Equal(CheckStatus.InSync, outcome.Status);
        Assert.Equal((false, false), (outcome.Facts!.ContainsKey("tlsMs"), outcome.Facts.ContainsKey("certificate")));
    }
}
