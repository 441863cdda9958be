namespace HsTrainerAgent.Fuzz.Engine;

/// <summary>Cuts out of an input what the fault does not need.</summary>
internal static class Minimiser
{
    private const int MostTries = 3000;

    public static byte[] Smaller(Target target, byte[] input, string kind)
    {
        // Each look at a slow one takes seconds.
        var tries = kind == "slow" ? 30 : MostTries;
        for (var piece = Math.Max(1, input.Length / 2); piece > 0; piece /= 2)
        {
            for (var at = 0; at + piece <= input.Length && tries > 0;)
            {
                byte[] less = [.. input[..at], .. input[(at + piece)..]];
                tries--;
                if (Trial.Of(target, less).Kind == kind)
                    input = less;
                else
                    at += piece;
            }
        }
        return input;
    }
}
