using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Fuzz;

/// <summary>Settings and a time to judge by.</summary>
internal static class Samples
{
    /// <summary>As in the fixtures.</summary>
    public const string TokenText = "187d88d6s63929cd0ad98";

    public static readonly Secret Token = new(TokenText);

    /// <summary>One fixed day, so that an input always comes to the same.</summary>
    public static readonly TimeProvider Clock = new FixedClock();

    public static readonly TrainerSettings Trainer = new() { Name = "32.0.3", Bundle = "/opt/hs/hyperscience-trainer-32.0.3", Version = "32.0.3" };

    public static readonly AgentSettings Settings = new() { Application = new ApplicationSettings { Url = "http://127.0.0.1:8080", Token = Token }, Trainers = [Trainer] };

    private static readonly string[] Pieces = [.. Enumerable.Range(0, TokenText.Length - 5).Select(at => TokenText.Substring(at, 6))];

    /// <summary>Any six characters of the token in a row are too much.</summary>
    public static void NoPieceOfTheToken(string what, string text)
    {
        foreach (var piece in Pieces)
        {
            if (text.Contains(piece, StringComparison.Ordinal))
                throw new ComplaintException($"{what} shows a piece of the token", Oracles.Messages.Shown(text));
        }
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 16, 0, 0, TimeSpan.Zero);
    }
}
