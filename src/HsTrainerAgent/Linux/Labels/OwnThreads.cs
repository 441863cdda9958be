namespace HsTrainerAgent.Linux.Labels;

/// <summary>Runs work on threads that nobody else has used or will use: a scan's thread leaves the working folder that the process shares.</summary>
internal static class OwnThreads
{
    /// <summary>Comes back when all have ended, whatever befalls one of them; a fault of theirs is the caller's.</summary>
    /// <param name="end">Makes the rest come to an end when one cannot even begin.</param>
    public static void Run(IReadOnlyList<Action> work, Action end)
    {
        var begun = new List<Thread>();
        var outcomes = work.Select(part => new Task(part)).ToList();
        try
        {
            foreach (var outcome in outcomes)
            {
                var thread = new Thread(() => outcome.RunSynchronously(TaskScheduler.Default)) { IsBackground = true };
                thread.Start();
                begun.Add(thread);
            }
        }
        catch
        {
            end();
            throw;
        }
        finally
        {
            foreach (var thread in begun)
                thread.Join();
        }
        foreach (var outcome in outcomes)
            outcome.GetAwaiter().GetResult();
    }
}
