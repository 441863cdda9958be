namespace HsTrainerAgent.Tests;

/// <summary>Holds the program to a time that it promises, on a machine that may stall: noise only ever adds, so the best of three tries counts.</summary>
internal static class Promised
{
    private const int Tries = 3;

    /// <param name="attempt">A whole try from its beginning, with all it asserts; gives the time that counts.</param>
    public static async Task WithinAsync(TimeSpan promise, Func<Task<TimeSpan>> attempt)
    {
        var took = new List<TimeSpan>();
        do
            took.Add(await attempt());
        while (took.Min() > promise && took.Count < Tries);
        Assert.True(took.Min() <= promise, $"promised within {promise}, took {string.Join(", ", took)}");
    }
}
