using System.Diagnostics;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Linux;
using Microsoft.Extensions.Time.Testing;

namespace HsTrainerAgent.Tests.Linux;

public sealed class ProgramOutputTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("program-output-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("echo \"engine version 1.2.3 $1\"; echo more", "engine version 1.2.3 --version")]
    [InlineData("printf 'no newline'", "no newline")]
    [InlineData("echo broken >&2; exit 3", null)]
    [InlineData("exit 0", null)]
    public async Task The_first_line_is_what_counts(string script, string? line) => Assert.Equal(line, await FirstLineAsync(script, TimeSpan.FromSeconds(20)));

    [Fact]
    public async Task A_program_that_hangs_is_killed_with_its_children()
    {
        var marker = Path.Combine(folder, "child");

        var clock = new FakeTimeProvider();
        var line = FirstLineAsync($"sleep 300 & echo $! >{marker}.tmp; mv {marker}.tmp {marker}; wait", TimeSpan.FromSeconds(2), clock);
        Assert.True(await Patience.UntilAsync(() => File.Exists(marker)));
        Assert.False(line.IsCompleted);
        Assert.True(await Patience.UntilAsync(() =>
        {
            // Again and again: the program may be on its way before its deadline is set.
            clock.Advance(TimeSpan.FromSeconds(2));
            return line.IsCompleted;
        }));

        Assert.Null(await line);
        var child = int.Parse(await File.ReadAllTextAsync(marker, TestContext.Current.CancellationToken));
        Assert.True(await Patience.UntilAsync(() => ProcessTable.Find(child) is not { IsAlive: true }));
    }

    [Fact]
    public async Task A_flood_is_not_read_on()
    {
        var line = await FirstLineAsync("yes flood | tr -d '\\n'", TimeSpan.FromSeconds(20));

        Assert.Equal(4096, line!.Length);
    }

    [Fact]
    public async Task A_program_that_is_not_there_prints_nothing() =>
        Assert.Null(await ProgramOutput.FirstLineAsync(Path.Combine(folder, "nothing"), ["--version"], TimeSpan.FromSeconds(5), TimeProvider.System, TestContext.Current.CancellationToken));

    private Task<string?> FirstLineAsync(string script, TimeSpan deadline, TimeProvider? clock = null)
    {
        Executable.Write(Path.Combine(folder, "program"), $"#!/bin/sh\n{script}\n");
        return ProgramOutput.FirstLineAsync(Path.Combine(folder, "program"), ["--version"], deadline, clock ?? TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
