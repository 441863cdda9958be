using System.Text;
using HsTrainerAgent.Fuzz.Oracles;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>The token's file: a token that a header and a command line can carry, the file's own text but for the line end, or an error without any of that text.</summary>
internal sealed class TokenFileTarget : Target
{
    private readonly Scratch scratch = new("token-file");

    public override string Name => "token-file";

    public override int Longest => 6000;

    public override IEnumerable<byte[]> Seeds => Seed.Files("Settings/host/etc", ".token");

    public override IReadOnlyList<string> Words => [Samples.TokenText, "\r\n", "\ufeff", "-"];

    public override void Try(byte[] input)
    {
        scratch.With("token", input);
        if (TokenIn.File(new HostPaths(scratch.Folder), "/token", out var token) is var (wrong, cure, _))
        {
            Messages.Actionable("an error", $"application.tokenFile: {wrong}; {cure}");
            Samples.NoPieceOfTheToken("an error", wrong + cure);
            return;
        }
        var text = token.Reveal();
        ComplaintException.Unless(text.Length is > 0 and <= 4096 && text.All(c => c is >= '!' and <= '~') && text[0] != '-', "a token that nothing can carry", Messages.Shown(text));
        ComplaintException.Unless(Encoding.UTF8.GetString(input).Trim('\ufeff', '\r', '\n') == text, "a token that does not stand in the file", Messages.Shown(text));
        ComplaintException.Unless($"{token}" == Secret.Shown, "a token that prints itself", "");
    }
}
