using System.Diagnostics;

namespace HsTrainerAgent.Tests;

/// <summary>Takes a test's folder away, also while a thread or process that has just been ended writes its last words there.</summary>
internal static class TemporaryFolder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Never throws: what a test has found must not be hidden behind a folder that is left.</summary>
    public static void Delete(string folder)
    {
        for (var since = Stopwatch.GetTimestamp(); ; Thread.Sleep(50))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (DirectoryNotFoundException) when (!Directory.Exists(folder))
            {
                return;
            }
            catch (Exception left) when (left is IOException or UnauthorizedAccessException)
            {
                if (Stopwatch.GetElapsedTime(since) < Patience)
                    continue;
                TestContext.Current.TestOutputHelper?.WriteLine($"{folder} was left: {left.Message}");
                return;
            }
        }
    }
}
