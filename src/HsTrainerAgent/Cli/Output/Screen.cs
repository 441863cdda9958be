namespace HsTrainerAgent.Cli.Output;

/// <summary>Standard output as a person sees it: whether it takes colours, which marks its font has, how wide it is.</summary>
internal sealed record Screen(bool Colour, bool Symbols, int? Width)
{
    /// <summary>Colours and wrapping on a terminal only; NO_COLOR (any value but the empty one) and TERM=dumb turn colours off.</summary>
    public static Screen OfThisProcess()
    {
        var terminal = !Console.IsOutputRedirected;
        var term = Environment.GetEnvironmentVariable("TERM") ?? "";
        var colour = terminal && term is not ("" or "dumb") && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        // The console of a virtual machine (TERM=linux) has no check mark in its font.
        return new Screen(colour, term != "linux", terminal ? Console.WindowWidth : null);
    }

    public string Bold(string text) => Styled("1", text);

    public string Dim(string text) => Styled("2", text);

    public string Red(string text) => Styled("31", text);

    public string Green(string text) => Styled("32", text);

    public string Yellow(string text) => Styled("33", text);

    public string Cyan(string text) => Styled("36", text);

    private string Styled(string style, string text) => Colour && text.Length > 0 ? $"\e[{style}m{text}\e[0m" : text;
}
