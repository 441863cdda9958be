using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Hosting.Telling;

/// <summary>Replaces the tokens of the settings in force, and of those before them, by <c>***</c> in whatever is about to be told.</summary>
internal sealed class Scrubber(CurrentSettings current)
{
    private const int Remembered = 4;

    private readonly Lock gate = new();
    private Secret[] tokens = [];

    public string Scrub(string text)
    {
        foreach (var token in Tokens())
            text = token.Scrub(text);
        return text;
    }

    private Secret[] Tokens()
    {
        lock (gate)
        {
            var token = current.Now.Settings?.Application.Token;
            if (token is not null && !token.Equals(tokens.FirstOrDefault()))
                tokens = [token, .. tokens.Where(known => !known.Equals(token)).Take(Remembered - 1)];
            return tokens;
        }
    }
}
