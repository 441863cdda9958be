using System.Diagnostics;

namespace HsTrainerAgent.Tests;

/// <summary>How long a test waits for what takes an instant, so that only what never comes is late: a busy machine stands still for seconds.</summary>
internal static class Patience
{
    public static readonly TimeSpan Whole = TimeSpan.FromMinutes(1);

    /// <summary>Looks until it holds; false when it did not within the patience.</summary>
    public static async Task<bool> UntilAsync(Func<bool> holds)
    {
        for (var since = Stopwatch.GetTimestamp(); !holds(); await Task.Delay(10))
        {
            if (Stopwatch.GetElapsedTime(since) > Whole)
                return false;
        }
        return true;
    }
}
