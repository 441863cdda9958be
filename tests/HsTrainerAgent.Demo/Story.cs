using System.Diagnostics;
using System.Text.Json.Nodes;

namespace HsTrainerAgent.Demo;

/// <summary>Shows in half a minute what the agent does, with the real agent on a small host of its own; ends with 0 only when it did all of it.</summary>
internal sealed class Story : IAsyncDisposable
{
    private const string FirstToken = "187d88d6s63929cd0ad98";
    private const string WrongToken = "00000000000wrong00000";
    private const string SecondToken = "5fb1c2e3d4a59687706f1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TrainerHost host = new();
    private readonly Screen screen;
    private readonly StandInApplication application;
    private readonly RunningAgent agent;
    private string token = FirstToken;
    private bool allWell = true;

    private Story(Screen screen, StandInApplication application, ThrowAwayCa ca)
    {
        (this.screen, this.application) = (screen, application);
        host.WriteScript("echo \"connecting to $2 with token $3\"; sleep 0.5; echo 'trainer is up'");
        File.WriteAllText(host.In("etc/corp-ca.pem"), ca.Pem);
        Save();
        agent = new RunningAgent(host, screen.Agent);
    }

    public static async Task<int> TellAsync(TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var screen = new Screen(output, !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
        using var ca = new ThrowAwayCa("Corp CA 2025");
        await using var application = await StandInApplication.StartAsync(ca.IssueServer("localhost"), FirstToken);
        application.Version = TrainerHost.Version;
        screen.Step("A trainer host in a folder, a stand-in application over HTTPS, and the agent on them");
        await using var story = new Story(screen, application, ca);
        screen.Say($"host {story.host.Root}   application {application.Url}");
        await story.FirstStartAsync();
        await story.DriftAsync();
        await story.WrongTokenAsync();
        await story.NewTokenAsync();
        await story.NewCaAsync();
        story.Sum(watch.Elapsed);
        return story.allWell ? 0 : 1;
    }

    public async ValueTask DisposeAsync()
    {
        await agent.DisposeAsync();
        host.Dispose();
    }

    private async Task FirstStartAsync() => await ExpectAsync("run.sh trainer ran once: the first start", () => Applied(1));

    private async Task DriftAsync()
    {
        screen.Step("Somebody copies the application's .env into the trainer's bundle");
        File.WriteAllText(Path.Combine(host.BundleFolder, ".env"), "POSTGRES_HOST=db01\n");
        await ExpectAsync("the drift is named, with its cure", () => Told("drift opened", "storage.env-not-empty"));

        var (_, json) = await RunningAgent.RunAsync(host, "check", "storage", "--output", "json");
        var fix = JsonNode.Parse(json)!["checks"]![0]!["findings"]!.AsArray().Single(finding => (string?)finding!["code"] == "storage.env-not-empty")!["fix"]!.ToString();
        screen.Step($"An operator pastes the cure: {fix}");
        // The cure speaks of the host's own paths; this host lies in a folder.
        using var bash = Process.Start("bash", ["-c", fix.Replace("/opt/", host.Root + "/opt/")]);
        await bash.WaitForExitAsync();
        await ExpectAsync("the drift is cleared", () => Told("drift cleared", "storage.env-not-empty"));
    }

    private async Task WrongTokenAsync()
    {
        screen.Step("A token with a typing error is saved in the settings");
        token = WrongToken;
        Save();
        await ExpectAsync("it is held back: the trainer keeps running", () => Told("apply held", "api.token"));
        await Task.Delay(TimeSpan.FromSeconds(2));
        Judge("run.sh was not run for it", host.Runs.Count == 1);
    }

    private async Task NewTokenAsync()
    {
        screen.Step("The right new token is saved");
        application.Tokens = new HashSet<string> { SecondToken };
        token = SecondToken;
        Save();
        await ExpectAsync("run.sh trainer was rerun with it", () => Applied(2));
    }

    private async Task NewCaAsync()
    {
        screen.Step("The application gets a certificate from a renewed CA");
        using var renewed = new ThrowAwayCa("Corp CA 2026");
        application.Certificate = renewed.IssueServer("localhost");
        await ExpectAsync("the agent says that it is not trusted", () => Told("drift opened", "api.tls-untrusted"));
        screen.Step("The renewed CA is written into the caFile; the settings are not touched");
        File.WriteAllText(host.In("etc/corp-ca.pem"), renewed.Pem);
        await ExpectAsync("run.sh trainer was rerun for it", () => Applied(3));
        await ExpectAsync("the application is trusted again", () => Told("drift cleared", "api.tls-untrusted"));
    }

    private void Sum(TimeSpan took)
    {
        screen.Step("In the end");
        string[] expected = [FirstToken, SecondToken, SecondToken];
        Judge("run.sh ran three times, once for each change", host.Runs.SequenceEqual(expected.Select(used => $"trainer {application.Url} {used}")));
        string[] tokens = [FirstToken, WrongToken, SecondToken];
        Judge("no token stands in anything the agent said", !agent.Lines.Any(line => tokens.Any(line.Contains)));
        screen.Say($"It took {took.TotalSeconds:0} s. Try it on a real host: hs-trainer-agent check");
    }

    private void Save() => host.WriteSettings($$"""
        {
          "application": {
            "url": "{{application.Url}}",
            "token": "{{token}}",
            "tls": { "caFile": "/etc/corp-ca.pem" }
          },
          "trainers": [ { "bundle": "{{TrainerHost.Bundle}}" } ],
          "schedules": { "storage": "1s", "selinux": "5s", "api": "1s", "trainer": "2s", "host": "1h" },
          "apply": { "settle": "1s" }
        }
        """);

    private bool Applied(int runs) => host.Runs.Count == runs && agent.Lines.Count(line => line.Contains("  applied ")) == runs;

    private bool Told(string what, string code) => agent.Lines.Any(line => line.Contains(what) && line.Contains(code));

    private async Task ExpectAsync(string what, Func<bool> holds)
    {
        for (var since = Stopwatch.StartNew(); !holds() && since.Elapsed < Patience;)
            await Task.Delay(50);
        // The agent's other lines of the same moment belong above the verdict.
        await Task.Delay(300);
        Judge(what, holds());
    }

    private void Judge(string what, bool good)
    {
        allWell &= good;
        screen.Verdict(what, good);
    }
}
