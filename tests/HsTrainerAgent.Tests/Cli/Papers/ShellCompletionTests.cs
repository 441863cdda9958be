using System.Diagnostics;

namespace HsTrainerAgent.Tests.Cli.Papers;

/// <summary>The completion scripts, in the shells that they are for.</summary>
[Trait("Runs", "Binary")]
public sealed class ShellCompletionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hs").FullName;

    // As bash does when tab is pressed: the words as COMP_WORDBREAKS parts them, then the function.
    private const string PressTab = """
        set -f
        source "$1/script"
        COMP_LINE=$2 COMP_POINT=${#2} COMP_WORDS=($2) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        compopt() { echo "compopt $*"; }
        cd / && _hs_trainer_agent hs-trainer-agent && printf '%s\n' "${COMPREPLY[@]}"
        """;

    [Theory]
    [InlineData("hs-trainer-agent ch", "check")]
    [InlineData("hs-trainer-agent check s", "storage selinux settings")]
    [InlineData("hs-trainer-agent check --output=j", "json")]
    [InlineData("hs-trainer-agent layout --version 32.0.", "32.0.2 32.0.3")]
    [InlineData("hs-trainer-agent --settings ", "compopt -o default")]
    [InlineData("/usr/bin/hs-trainer-agent --root /et", "compopt -o dirnames")]
    [InlineData("hs-trainer-agent start", "")]
    public async Task Bash_completes_without_the_functions_of_bash_completion(string line, string words) =>
        Assert.Equal(words, await CompletedAsync("bash", ["--norc", "--noprofile", "-c", PressTab, "bash", folder, line]));

    [Fact]
    public async Task Bash_knows_which_command_it_is_for() =>
        Assert.Equal("complete -F _hs_trainer_agent hs-trainer-agent", await CompletedAsync("bash", ["--norc", "--noprofile", "-c", "source $1/script; complete -p hs-trainer-agent", "bash", folder]));

    [Theory]
    [InlineData("hs-trainer-agent ch", "check")]
    [InlineData("hs-trainer-agent check s", "storage selinux settings")]
    [InlineData("hs-trainer-agent check --output=j", "--output=json")]
    [InlineData("hs-trainer-agent --settings /etc/passw", "/etc/passwd")]
    [InlineData("hs-trainer-agent --settings=/etc/passw", "--settings=/etc/passwd")]
    [InlineData("hs-trainer-agent start", "")]
    public async Task Fish_completes(string line, string words) =>
        Assert.Equal(words, await CompletedAsync("fish", ["-N", "-c", $"source {folder}/script; complete -C '{line}' | string match -v '*passwd-*'"]));

    [Fact]
    public async Task Zsh_reads_its_script_without_a_complaint() =>
        Assert.Equal("#compdef hs-trainer-agent", await CompletedAsync("zsh", ["-f", "-c", $"zsh -n {folder}/script && head -n 1 {folder}/script"]));

    private async Task<string> CompletedAsync(string shell, string[] arguments)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{shell}") || File.Exists($"/bin/{shell}"), $"{shell} is not installed");
        await File.WriteAllTextAsync(Path.Combine(folder, "script"), await Paper.OfAsync(shell), TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(folder, "hs-trainer-agent"), AgentProcess.Binary);
        var like = AgentProcess.StartInfo([]);
        var start = new ProcessStartInfo(shell, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = folder + ":" + start.Environment["PATH"];
        start.Environment["HOME"] = folder;
        start.Environment["DOTNET_ROOT"] = like.Environment["DOTNET_ROOT"];
        var run = await AgentProcess.RunAsync(start);
        Assert.Equal("", run.Error);
        return string.Join(' ', run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(answer => answer.Split('\t')[0]));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
