using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux;

/// <summary>Starts this very program again with another verb.</summary>
internal static class SelfCommand
{
    /// <summary>By its path, not by /proc/self/exe: after an upgrade the file there is the new version.</summary>
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "hs-trainer-agent");

    public static ProcessStartInfo With(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { UseShellExecute = false };
        // A developer's build is started by the runtime's own launcher, which must find the runtime that this process runs on.
        if (Path.GetFullPath(RuntimeEnvironment.GetRuntimeDirectory()).Split("/shared/Microsoft.NETCore.App/") is [var runtimes, _])
            start.Environment["DOTNET_ROOT"] = runtimes;
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
