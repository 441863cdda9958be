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

    private const string BashStart = """
        source FOLDER/script
        seen() { printf %s "$READLINE_LINE" > FOLDER/seen; exit; }
        bind -x '"\C-xp": seen'
        """;

    private const string TypedIntoBash = """
        printf '%s\t\030p' "$2" | script -qec "bash --noprofile --rcfile $1/start -i" /dev/null > "$1/screen" && cat "$1/seen"
        """;

    // Its prompt must be there before a key is pressed.
    private const string TypedIntoZsh = """
        zmodload zsh/zpty
        mkdir $1/functions && cp $1/script $1/functions/_hs-trainer-agent
        zpty shell 'zsh -f -i'
        zpty -w shell "fpath=($1/functions \$fpath); autoload -Uz compinit; compinit -u -D; seen() { print -rn -- \$BUFFER > $1/seen; print DO''NE }; zle -N seen; bindkey '^Xp' seen; print REA''DY"
        zpty -r shell screen '*READY*'
        zpty -w -n shell "$2"$'\t\x18p'
        zpty -r shell screen '*DONE*'
        zpty -d shell
        cat $1/seen
        """;

    [Theory]
    [InlineData("hs-trainer-agent ch", "hs-trainer-agent check ")]
    [InlineData("hs-trainer-agent check --output=j", "hs-trainer-agent check --output=json ")]
    [InlineData("hs-trainer-agent check --output json > /etc/passw", "hs-trainer-agent check --output json > /etc/passwd")]
    [InlineData("hs-trainer-agent check 2>/etc/passw", "hs-trainer-agent check 2>/etc/passwd")]
    [InlineData("hs-trainer-agent check &> /etc/passw", "hs-trainer-agent check &> /etc/passwd")]
    [InlineData("hs-trainer-agent --settings /etc/passw", "hs-trainer-agent --settings /etc/passwd")]
    [InlineData("hs-trainer-agent --settings 'it is' ch", "hs-trainer-agent --settings 'it is' check ")]
    [InlineData("hs-trainer-agent --settings it\\'s ch", "hs-trainer-agent --settings it\\'s check ")]
    [InlineData("hs-trainer-agent --settings é ch", "hs-trainer-agent --settings é check ")]
    public async Task A_tab_in_bash_on_a_terminal_completes(string line, string whole)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script(1) of util-linux is not installed, so there is no pseudo-terminal");
        await File.WriteAllTextAsync(Path.Combine(folder, "start"), BashStart.Replace("FOLDER", folder), TestContext.Current.CancellationToken);

        Assert.StartsWith(whole, await CompletedAsync("bash", ["--norc", "--noprofile", "-c", TypedIntoBash, "bash", folder, line]));
    }

    [Theory]
    [InlineData("hs-trainer-agent ch", "hs-trainer-agent check ")]
    [InlineData("hs-trainer-agent check --output=j", "hs-trainer-agent check --output=json ")]
    [InlineData("hs-trainer-agent check > /etc/passw", "hs-trainer-agent check > /etc/passwd")]
    [InlineData("hs-trainer-agent --settings /etc/passw", "hs-trainer-agent --settings /etc/passwd")]
    [InlineData("hs-trainer-agent --settings 'it is' ch", "hs-trainer-agent --settings 'it is' check ")]
    public async Task A_tab_in_zsh_on_a_terminal_completes(string line, string whole) =>
        Assert.StartsWith(whole, await CompletedAsync("zsh", ["-f", "-c", TypedIntoZsh, "zsh", folder, line]));

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
    [InlineData("hs-trainer-agent --settings 'it is' ch", "check")]
    [InlineData("hs-trainer-agent --settings it\\\\'s ch", "check")]
    [InlineData("hs-trainer-agent start", "")]
    public async Task Fish_completes(string line, string words) =>
        Assert.Equal(words, await CompletedAsync("fish", ["-N", "-c", $"source {folder}/script; complete -C \"{line}\" | string match -v '*passwd-*'"]));

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
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["DOTNET_ROOT"] = like.Environment["DOTNET_ROOT"];
        var run = await AgentProcess.RunAsync(start);
        Assert.Equal("", run.Error);
        return string.Join(' ', run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(answer => answer.Split('\t')[0]));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
