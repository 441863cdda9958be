using System.Text;

namespace HsTrainerAgent.Cli.Output;

/// <summary>Standard output and standard error as UTF-8 whatever LANG says, written at once, without a sequence that nobody asked for.</summary>
internal static class StandardStreams
{
    private const string Term = "TERM";

    public static void Open()
    {
        // At the first write, be it of nothing, Console puts the keypad of a terminal that it knows into application mode; without TERM it knows none.
        var term = Environment.GetEnvironmentVariable(Term);
        Environment.SetEnvironmentVariable(Term, null);
        var output = Console.OpenStandardOutput();
        output.Write([]);
        Console.SetOut(Utf8(output));
        Console.SetError(Utf8(Console.OpenStandardError()));
        Environment.SetEnvironmentVariable(Term, term);
    }

    private static StreamWriter Utf8(Stream stream) => new(stream, new UTF8Encoding(false)) { AutoFlush = true };
}
