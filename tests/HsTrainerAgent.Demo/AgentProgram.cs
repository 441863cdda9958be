using System.Diagnostics;
using System.Reflection;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Demo;

/// <summary>Where the real agent lies: the one just built, or a published one named by HS_TRAINER_AGENT_BINARY.</summary>
internal static class AgentProgram
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("HS_TRAINER_AGENT_BINARY") is { Length: > 0 } published
        ? System.IO.Path.GetFullPath(published)
        : System.IO.Path.GetFullPath(typeof(AgentProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Agent").Value!);

    public static ProcessStartInfo With(params IEnumerable<string> arguments)
    {
        // The runtime that this process runs on is the one the agent finds too.
        var start = SelfCommand.With(arguments);
        start.FileName = Path;
        return start;
    }
}
