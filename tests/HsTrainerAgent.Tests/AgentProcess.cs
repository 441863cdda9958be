using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HsTrainerAgent.Tests;

/// <summary>What one run of the program gave to its user.</summary>
internal sealed record AgentRun(int ExitCode, string Output, string Error);

/// <summary>Runs the real program: the one that was built with the tests, or the published one that HS_TRAINER_AGENT_BINARY names.</summary>
internal static class AgentProcess
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>From its own output folder: the copy beside the tests lacks the libraries that ASP.NET, which the tests use, brings along.</summary>
    public static string Binary { get; } =
        Environment.GetEnvironmentVariable("HS_TRAINER_AGENT_BINARY") is { Length: > 0 } published ? published
            : Path.Combine(AppContext.BaseDirectory.Replace("/tests/HsTrainerAgent.Tests/", "/src/HsTrainerAgent/"), "hs-trainer-agent");

    public static Task<AgentRun> RunAsync(params string[] arguments) => RunAsync(StartInfo(arguments));

    /// <summary>Started without a terminal, with an environment that is the same everywhere; the caller disposes and ends it.</summary>
    public static Process Start(params string[] arguments) => Process.Start(StartInfo(arguments))!;

    /// <summary>In a pseudo-terminal of util-linux's script(1); its lines end with <c>\r\n</c>, both streams are one.</summary>
    public static Task<AgentRun> RunInTerminalAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        RunInTerminalAsync(environment, columns: 80, arguments);

    public static Task<AgentRun> RunInTerminalAsync(IReadOnlyDictionary<string, string> environment, int columns, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script(1) of util-linux is not installed, so there is no pseudo-terminal");
        var start = StartInfo(["-qec", $"stty cols {columns}; " + string.Join(' ', arguments.Prepend(Binary).Select(Quoted)), "/dev/null"]);
        start.FileName = "/usr/bin/script";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return RunAsync(start);
    }

    public static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Binary, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LANG"] = "C.UTF-8";
        // The apphost looks for a runtime in its own places; the tests' runtime may lie elsewhere.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        // What a terminal, or the unit that the tests run in, says of itself.
        foreach (var name in (string[])["NO_COLOR", "TERM", "INVOCATION_ID", "JOURNAL_STREAM", "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"])
            start.Environment.Remove(name);
        return start;
    }

    public static async Task<AgentRun> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await Task.WhenAll(output, error, process.WaitForExitAsync()).WaitAsync(Deadline, TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        return new AgentRun(process.ExitCode, await output, await error);
    }

    private static string Quoted(string word) => "'" + word.Replace("'", @"'\''") + "'";
}
