namespace HsTrainerAgent.Cli;

/// <summary>Finds what somebody probably meant.</summary>
internal static class Nearest
{
    /// <summary>The known name that is a few typing errors away from the given one, or that ends or begins with it; null when none is near.</summary>
    public static string? Of(string given, IEnumerable<string> known)
    {
        var names = known.ToList();
        if (given.Length > 2 && names.FirstOrDefault(name => name.EndsWith(given, StringComparison.OrdinalIgnoreCase)) is { } ending)
            return ending;
        var best = names.Select(name => (name, distance: Distance(given, name))).OrderBy(pair => pair.distance).FirstOrDefault();
        if (best.name is not null && best.distance <= Math.Max(1, Math.Min(given.Length, best.name.Length) / 3))
            return best.name;
        return given.Length > 2 ? names.FirstOrDefault(name => name.StartsWith(given, StringComparison.OrdinalIgnoreCase)) : null;
    }

    /// <summary>How many letters must be inserted, deleted or replaced, or neighbours swapped, whatever their case.</summary>
    private static int Distance(string a, string b)
    {
        var cells = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            cells[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            cells[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                cells[i, j] = Math.Min(Math.Min(cells[i - 1, j] + 1, cells[i, j - 1] + 1), cells[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    cells[i, j] = Math.Min(cells[i, j], cells[i - 2, j - 2] + 1);
            }
        }
        return cells[a.Length, b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);

    /// <summary>The end of an error text: <c>; did you mean 'x'?</c>, or what there is to choose from.</summary>
    public static string Hint(string given, IReadOnlyCollection<string> known) =>
        Of(given, known) is { } near ? $"; did you mean '{near}'?"
        : known.Count == 0 ? "; there is none"
        : $"; choose from {string.Join(", ", known)}";
}
