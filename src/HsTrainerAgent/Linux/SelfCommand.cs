using System.Diagnostics;

namespace HsTrainerAgent.Linux;

/// <summary>Starts this very program again with another verb.</summary>
internal static class SelfCommand
{
    public static ProcessStartInfo With(params IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("the path of this program is not known");
        var start = new ProcessStartInfo(program) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "hs-trainer-agent.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>Starts it with this process's output as its own; the task gives its exit code. It is not ended with this process.</summary>
    public static async Task<int> Start(params IEnumerable<string> arguments)
    {
        var process = Process.Start(With(arguments))!;
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode;
    }
}
