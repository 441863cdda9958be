namespace HsTrainerAgent.Linux.Systemd;

/// <summary>The jobs of process 1 that somebody waits for, by their object path; process 1 merges equal requests, so that a job may have several who wait.</summary>
internal sealed class UnitJobs
{
    private readonly Dictionary<string, TaskCompletionSource<string>> jobs = [];

    public bool Any => jobs.Count > 0;

    public IReadOnlyList<string> Paths => [.. jobs.Keys];

    /// <summary>To be called when the reply that names the job is read: what process 1 sends arrives in order, so its end is still to come.</summary>
    /// <returns>The job's result, in the words of process 1.</returns>
    public Task<string> Wait(string path, string unit)
    {
        if (!jobs.TryGetValue(path, out var job))
            jobs.Add(path, job = new(unit, TaskCreationOptions.RunContinuationsAsynchronously));
        return job.Task;
    }

    public void Ended(string path, string result)
    {
        if (jobs.Remove(path, out var job))
            job.SetResult(result);
    }

    /// <summary>It has ended unseen.</summary>
    public void Lost(string path, string why)
    {
        if (jobs.Remove(path, out var job))
            job.SetException(new BusException($"The result of the job of {job.Task.AsyncState} is not known: {why}"));
    }

    public void LoseAll(string why)
    {
        foreach (var path in Paths)
            Lost(path, why);
    }
}
