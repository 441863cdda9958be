using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Api;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Checks.Api;

/// <summary>A stand-in application, a folder with the settings' TLS files, and the api check run against them as the agent runs it.</summary>
public abstract class Asking : IAsyncLifetime
{
    protected const string Token = "187d88d6s63929cd0ad98";

    private protected ThrowAwayCa Ca { get; } = new("Throw-away CA of a test");

    private protected StandInApplication Application { get; private set; } = null!;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("api-check-").FullName;

    private protected TlsSettings Tls { get; set; } = new();

    private protected ProbeLimits Limits { get; set; } = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));

    private protected TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(40);

    public async ValueTask InitializeAsync()
    {
        Application = await StandInApplication.StartAsync(Ca.IssueServer("localhost"), Token);
        Tls = new TlsSettings { CaFile = Write("ca.pem", Ca.Pem) };
    }

    public async ValueTask DisposeAsync()
    {
        await Application.DisposeAsync();
        Ca.Dispose();
        TemporaryFolder.Delete(Folder);
        GC.SuppressFinalize(this);
    }

    /// <returns>The file's path as the host below the folder knows it.</returns>
    protected string Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        return "/" + name;
    }

    private protected AgentSettings Settings(string? url = null, string token = Token, string trainer = "42.0.0") => new()
    {
        Application = new ApplicationSettings { Url = url ?? Application.Url, Token = new Secret(token), Tls = Tls },
        Trainers = [new TrainerSettings { Name = "a", Bundle = "/opt/hs/hyperscience-trainer-" + trainer, Version = trainer }],
    };

    private protected async Task<CheckOutcome> AskAsync(AgentSettings? settings = null)
    {
        var runner = new CheckRunner(new HostPaths(Folder), TimeProvider.System, Deadline);
        var outcome = await runner.RunAsync(new ApiCheck(Limits), settings ?? Settings(), null, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Token, Everything(outcome), StringComparison.OrdinalIgnoreCase);
        return outcome;
    }

    private protected async Task<Finding> FindingAsync(string code, AgentSettings? settings = null)
    {
        var outcome = await AskAsync(settings);
        Assert.Equal(CheckStatus.Drift, outcome.Status);
        var finding = Assert.Single(outcome.Findings);
        Assert.Equal(code, finding.Code);
        return finding;
    }

    /// <summary>All that anybody could show of an outcome.</summary>
    private protected static string Everything(CheckOutcome outcome) =>
        string.Join('\n', [outcome.Reason, outcome.Facts?.ToJsonString(), .. outcome.Findings.Select(finding => finding.ToString())]);
}
