using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using HsTrainerAgent.Cli;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Settings.Keys;

namespace HsTrainerAgent.Tests.Settings;

public sealed class SettingsVerbTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("settings-").FullName;

    private string Settings => Path.Combine(root, "etc/hs-trainer-agent.json");

    public SettingsVerbTests() => Directory.CreateDirectory(Path.Combine(root, "etc"));

    private (int Exit, string Output, string Error) Run(params string[] args)
    {
        var command = new RootCommand { SettingsVerb.Create() };
        command.Options.Add(CommonOptions.Settings);
        command.Options.Add(CommonOptions.Root);
        var output = new StringWriter();
        var error = new StringWriter();
        var exit = command.Parse(["settings", .. args, "--root", root]).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (exit, output.ToString(), error.ToString());
    }

    [Fact]
    public void Check_tells_what_is_in_force()
    {
        File.Copy(Path.Combine(SettingsSample.Fixtures, "valid", "slashes-are-cut.json"), Settings);
        Assert.Equal((0, $"""
            {Settings}: good
              application       https://abcd123.internal:8443/hs
              token             in the settings
              trainer 32.0.3    version 32.0.3, bundle /opt/hs/hyperscience-trainer-32.0.3, HS_PATH /app/HS
              apply             by itself, 3s after a change
              repair            when an operator says so; drift is reported
              note              application.url: the slash at the end was cut off, for run.sh wants the URL without it

            """, ""), Run("check"));
    }

    [Fact]
    public void Check_tells_what_this_version_does_not_do()
    {
        File.WriteAllText(Settings, SettingsSample.With(""" "apply": { "windows": [ { "start": "0 0 22 ? * MON-FRI", "for": "6h" } ], "guard": ["/bin/true"], "splay": "0s" }, "repair": { "mode": "auto" }, "metrics": { "textfile": "/var/lib/node_exporter/hs.prom" } """));

        var (exit, output, error) = Run("check");

        Assert.Equal((0, ""), (exit, error));
        Assert.EndsWith("""
              apply             by itself, 3s after a change, within 6h after 0 0 22 ? * MON-FRI, if /bin/true says yes
              repair            by itself, the documented steps
              note              metrics.textfile: not supported by this version: the file is not written

            """, output);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("show")]
    public void Invalid_settings_are_told_on_standard_error_alone(string verb)
    {
        File.WriteAllText(Settings, "{ \"clams\": true }");
        var (exit, output, error) = Run(verb);
        Assert.Equal((3, "", 3), (exit, output, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Contains($"{Settings}:1:3: clams: is no known key; did you mean \"claims\"?\n", error);
    }

    [Fact]
    public void Show_prints_json_without_the_token()
    {
        File.WriteAllText(Path.Combine(root, "etc/token"), SettingsSample.Token + "\n");
        File.WriteAllText(Settings, SettingsSample.With("").Replace($"\"token\": \"{SettingsSample.Token}\"", "\"tokenFile\": \"/etc/token\""));
        var (exit, output, error) = Run("show");
        Assert.Equal((0, ""), (exit, error));
        Assert.Equal("***", JsonNode.Parse(output)!["application"]!["token"]!.GetValue<string>());
        Assert.Equal("/etc/token", JsonNode.Parse(output)!["application"]!["tokenFile"]!.GetValue<string>());
        Assert.DoesNotContain(SettingsSample.Token, output);
    }

    [Fact]
    public void Schema_needs_no_settings()
    {
        var (exit, output, error) = Run("schema");
        Assert.Equal((0, SettingsJson.Schema() + "\n", ""), (exit, output, error));
    }

    [Fact]
    public void Init_writes_a_starter_that_asks_for_three_values_and_passes_once_they_are_filled_in()
    {
        var (exit, output, error) = Run("init");
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains(Settings, output);
        Assert.Equal("640", Mode());

        Assert.True(SettingsFile.Read(Settings, new HostPaths(root)).IsBlank);
        File.WriteAllText(Settings, File.ReadAllText(Settings)
            .Replace("\"url\": \"\"", "\"url\": \"https://abcd123.internal\"")
            .Replace("\"token\": \"\"", $"\"token\": \"{SettingsSample.Token}\"")
            .Replace("\"bundle\": \"\"", "\"bundle\": \"/opt/hs/hyperscience-trainer-32.0.3\""));
        Assert.Equal(0, Run("check").Exit);
        Assert.Equal(SettingsJson.Effective(SettingsSample.ReadText(SettingsSample.With("")).Settings!) + "\n", Run("show").Output);
    }

    [Fact]
    public void Every_line_that_the_starter_comments_out_can_be_used()
    {
        var lines = StarterFile.Text().Split('\n').Where(line => !line.Contains("\"tokenFile\""));
        var text = string.Join('\n', lines.Select(line => System.Text.RegularExpressions.Regex.Replace(line, "^( +)// \"", "$1\"")))
            .Replace("\"url\": \"\"", "\"url\": \"https://abcd123.internal\"")
            .Replace("\"token\": \"\"", "\"token\": \"secret\"")
            .Replace("\"bundle\": \"\"", "\"bundle\": \"/opt/hs/hyperscience-trainer-32.0.3\"");
        Assert.Empty(SettingsSample.ReadText(text).Errors);
        Assert.All(SettingsKeys.All.Where(path => path is not ("$schema" or "application.tokenFile") && !path.StartsWith("apply.windows[]", StringComparison.Ordinal)),
            path => Assert.Contains($"\n{new string(' ', 2 + 2 * path.Count(c => c == '.'))}\"{path.Split('.')[^1]}\": ", text));
    }

    [Fact]
    public void Init_ends_with_the_command_that_checks_the_same_file()
    {
        var other = Path.Combine(root, "my settings.json");

        Assert.EndsWith($", then run: hs-trainer-agent settings check --root {root}\n", Run("init").Output);
        Assert.EndsWith($", then run: hs-trainer-agent settings check --settings '{other}' --root {root}\n", Run("init", "--settings", other).Output);
    }

    [Fact]
    public void Init_never_overwrites()
    {
        File.WriteAllText(Settings, "mine");
        Assert.Equal((3, "", $"{Settings}: exists already; it was left as it is\n"), Run("init"));
        Assert.Equal("mine", File.ReadAllText(Settings));
        Assert.Equal($"{root}: exists already; it was left as it is\n", Run("init", "--settings", root).Error);
    }

    [Fact]
    public void Init_leaves_a_blank_file_as_it_is_and_says_what_to_do_with_it()
    {
        File.WriteAllText(Settings, "{}");
        var told = $"{Settings}: exists already, and nothing is filled in yet; it was left as it is. Fill in application.url, application.token and trainers[0].bundle, then run: hs-trainer-agent settings check --root {root}\n";
        Assert.Equal((3, "", told + "A file with every key, explained: hs-trainer-agent settings init --settings example.json\n"), Run("init"));
        var example = new HostPaths(root).Example;
        Directory.CreateDirectory(Path.GetDirectoryName(example)!);
        File.WriteAllText(example, StarterFile.Text());
        Assert.Equal((3, "", told + $"Every key, explained: {example}\n"), Run("init"));
        Assert.Equal("{}", File.ReadAllText(Settings));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("show")]
    public void Blank_settings_are_refused_in_one_line(string verb)
    {
        File.WriteAllText(Settings, StarterFile.Text());
        Assert.Equal((3, "",
            $"{Settings}: nothing is filled in yet; fill in application.url, application.token and trainers[0].bundle (man 5 hs-trainer-agent.json), then run: hs-trainer-agent settings check --settings {Settings}\n"),
            Run(verb));
    }

    [Fact]
    public void Init_never_writes_through_a_link()
    {
        File.CreateSymbolicLink(Settings, Path.Combine(root, "elsewhere"));
        Assert.Equal(3, Run("init").Exit);
        Assert.False(File.Exists(Path.Combine(root, "elsewhere")));
    }

    [Fact]
    public void Init_says_that_the_folder_is_missing()
    {
        Directory.Delete(Path.Combine(root, "etc"));
        Assert.Equal((3, "", $"{Settings}: its folder does not exist; make the folder first\n"), Run("init"));
    }

    [Fact]
    public void Init_gives_the_file_to_the_agents_group_where_the_host_has_it()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give a file to a group it is not in");
        File.WriteAllText(Path.Combine(root, "etc/group"), "root:x:0:\nhs-trainer-agent-x:x:1:\nhs-trainer-agent:x:4711:\n");
        Run("init");
        Assert.Equal("640 0:4711", Stat("%a %u:%g"));
    }

    private string Mode() => Stat("%a");

    private string Stat(string format)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", format, Settings]) { RedirectStandardOutput = true })!;
        return stat.StandardOutput.ReadToEnd().Trim();
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
