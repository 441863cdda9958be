namespace HsTrainerAgent.Settings;

/// <summary>Tells which known word was probably meant by one that is not known.</summary>
internal static class Spelling
{
    /// <summary>Beyond this it is no misspelt word.</summary>
    private const int Longest = 40;

    /// <summary>The known word that differs least, if little enough to be meant.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        if (name.Length > Longest)
            return null;
        var (nearest, distance) = known.Select(key => (key, Distance: Distance(name.ToLowerInvariant(), key.ToLowerInvariant()))).MinBy(pair => pair.Distance);
        return distance <= Math.Max(1, Math.Min(name.Length, nearest.Length) / 3 + 1) && distance < nearest.Length ? nearest : null;
    }

    /// <summary>How many letters must be added, dropped, replaced or swapped with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(table[i - 1, j], table[i, j - 1]) + 1,
                    table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }
        return table[a.Length, b.Length];
    }
}
