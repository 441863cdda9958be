namespace HsTrainerAgent.Fuzz.Engine;

/// <summary>The outcomes for people.</summary>
internal static class Table
{
    private static readonly string Head = $"{"target",-18}{"inputs",12}{"inputs/s",11}{"stock",8}{"edges",8}{"kinds",7}{"slowest",12}{"memory",10}";

    public static string Of(IReadOnlyList<Outcome> outcomes) => string.Concat(
        outcomes.Select(Row).Prepend(Head).Append($"{"all",-18}{outcomes.Sum(outcome => outcome.Inputs),12}").Select(line => line + "\n"));

    public static string Row(Outcome outcome) =>
        $"{outcome.Target,-18}{outcome.Inputs,12}{outcome.Inputs / Math.Max(0.001, outcome.Took.TotalSeconds),11:0}{outcome.Stock,8}{(outcome.Edges == 0 ? "-" : outcome.Edges),8}"
        + $"{outcome.Kinds,7}{outcome.Slowest.TotalMilliseconds,9:0.0} ms{outcome.MostMemory >> 10,7} kB";
}
