using System.CommandLine;

namespace HsTrainerAgent.Cli;

/// <summary>A verb whose help has more to say than its arguments and options.</summary>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    /// <summary>What follows the options in the verb's help, ready to print.</summary>
    public string Afterword { get; init; } = "";
}
