using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime;
using System.Runtime.InteropServices;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Cli;

/// <summary><c>version</c>: which build this is.</summary>
internal static class VersionVerb
{
    private const string Afterword = """
        Exit codes:
          0  shown
          3  wrong usage

        Examples:
          hs-trainer-agent version

        """;

    public static Command Create()
    {
        var verb = new Verb("version", "Show the version, the commit and the runtime of this build") { Afterword = Afterword };
        verb.SetAction(_ => Console.Out.Write($"""
            hs-trainer-agent {ThisBuild.Version}
            commit   {ThisBuild.Commit}
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
            parseResult.InvocationConfiguration.Output.WriteLine($"hs-trainer-agent {ThisBuild.Version} ({ThisBuild.Commit})");
            return ExitCode.Good;
        }
    }

    // IsDynamicCodeSupported is false in every build of a project that publishes ahead of time; what was compiled at run time tells.
    private static string Kind => JitInfo.GetCompiledMethodCount() == 0 ? "Native AOT" : "JIT";
}
