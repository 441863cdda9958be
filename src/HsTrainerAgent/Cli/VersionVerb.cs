using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using System.Runtime;
using System.Runtime.InteropServices;

namespace HsTrainerAgent.Cli;

/// <summary><c>version</c>: which build this is.</summary>
internal static class VersionVerb
{
    public static Command Create()
    {
        var verb = new Verb("version", "Show the version, the commit and the runtime of this build");
        verb.SetAction(_ => Console.Out.Write($"""
            hs-trainer-agent {Number}
            commit   {Commit}
            runtime  {RuntimeInformation.FrameworkDescription}, {Kind}, {RuntimeInformation.RuntimeIdentifier}

            """));
        return verb;
    }

    /// <summary><c>--version</c>.</summary>
    internal sealed class ShortLine : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"hs-trainer-agent {Number} ({Commit})");
            return ExitCode.Good;
        }
    }

    // The SDK writes VERSION+COMMIT when it builds in a git work tree.
    private static string[] Informational { get; } =
        (typeof(VersionVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+', 2);

    public static string Number => Informational[0];

    public static string Commit => Informational.Length > 1 ? Informational[1][..Math.Min(12, Informational[1].Length)] : "unknown";

    // IsDynamicCodeSupported is false in every build of a project that publishes ahead of time; what was compiled at run time tells.
    private static string Kind => JitInfo.GetCompiledMethodCount() == 0 ? "Native AOT" : "JIT";
}
