using System.CommandLine;

namespace HsTrainerAgent.Cli;

/// <summary>The <c>--output</c> of the verbs that have more than one format; the first one is the default.</summary>
internal static class OutputOption
{
    public static Option<string> Of(params string[] formats)
    {
        var option = new Option<string>("--output")
        {
            Description = "The format of standard output",
            HelpName = string.Join('|', formats),
            DefaultValueFactory = _ => formats[0],
        };
        option.CompletionSources.Add(formats);
        option.Validators.Add(result =>
        {
            foreach (var given in result.Tokens.Select(token => token.Value).Where(given => !formats.Contains(given)))
                result.AddError($"--output: there is no format '{given}'" + Nearest.Hint(given, formats));
        });
        return option;
    }
}
