using System.Text;
using HsTrainerAgent.Bundling;
using HsTrainerAgent.Bundling.Parts;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Tests.Bundling.Scrubbing;

namespace HsTrainerAgent.Tests.Bundling.Parts;

/// <summary>The parts that ask a program, with a program of the test's in its place.</summary>
public sealed class ProgramPartsTests : IDisposable
{
    private const string Token = "187d88d6s63929cd0ad98";

    private readonly string folder = Directory.CreateTempSubdirectory("program-parts-").FullName;

    public void Dispose() => TemporaryFolder.Delete(folder);

    private static Scene Running => new(new HostPaths("/"), "/nowhere", new SettingsReading(null, [], []), TimeProvider.System);

    private static async Task<string> LookAsync(Part part) =>
        Encoding.UTF8.GetString((await ScrubbedPart.LookAsync(part, Scrubbed.Known(Token), TimeProvider.System, TestContext.Current.CancellationToken)).Content.Span);

    private IReadOnlyList<string> Program(string script)
    {
        Executable.Write(Path.Combine(folder, "program"), $"#!/bin/sh\n{script}\n");
        return [Path.Combine(folder, "program")];
    }

    [Fact]
    public async Task The_journal_of_our_units_is_asked_for_bounded_and_without_command_lines()
    {
        var text = await LookAsync(JournalParts.Json(Running, Program("echo \"$@\"")));

        Assert.Contains("--unit=hs-trainer* ", text);
        Assert.Contains("--since=-14d", text);
        Assert.Contains("--lines=5000", text);
        Assert.DoesNotContain("_CMDLINE", text);
    }

    [Fact]
    public async Task A_token_in_the_journal_is_taken_out_also_where_journalctl_lists_its_bytes() =>
        Assert.Equal("{\"MESSAGE\":[27,***,10]}\n", await LookAsync(JournalParts.Json(Running, Program($"echo '{{\"MESSAGE\":[27,{string.Join(',', Encoding.UTF8.GetBytes(Token))},10]}}'"))));

    [Fact]
    public async Task A_token_in_a_property_is_taken_out() =>
        Assert.Equal("StatusText=using ***\n", await LookAsync(UnitsPart.Of(Running, Program($"echo StatusText=using {Token}"))));

    [Fact]
    public void No_property_of_a_unit_is_asked_for_that_may_hold_a_secret() =>
        Assert.DoesNotContain(UnitsPart.Properties.Split(','), name => name.StartsWith("Exec", StringComparison.Ordinal) && !name.StartsWith("ExecMain", StringComparison.Ordinal) || name.Contains("Environment") || name.Contains("Credential"));

    [Fact]
    public async Task A_program_that_fails_is_told_with_what_it_says() =>
        Assert.Equal("some\ncould not look: journalctl ended with exit code 1: No journal files were found.\n", await LookAsync(JournalParts.Text(Running, Program("echo some; echo No journal files were found. >&2; exit 1"))));

    [Fact]
    public async Task A_program_that_is_not_installed_is_told() =>
        Assert.Equal("could not look: systemctl is not installed\n", await LookAsync(UnitsPart.Of(Running, [Path.Combine(folder, "nothing")])));

    [Fact]
    public async Task A_program_that_hangs_is_killed_and_what_it_said_is_kept()
    {
        var marker = Path.Combine(folder, "pid");
        var text = await LookAsync(JournalParts.Text(Running, Program($"echo $$ >{marker}; echo first; exec sleep 300")) with { Deadline = TimeSpan.FromSeconds(5) });

        Assert.StartsWith("first\ncould not look: no answer within 5 s", text);
        var pid = (await File.ReadAllTextAsync(marker, TestContext.Current.CancellationToken)).Trim();
        Assert.True(await Patience.UntilAsync(() => !Directory.Exists($"/proc/{pid}")));
    }
}
