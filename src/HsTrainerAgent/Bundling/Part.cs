namespace HsTrainerAgent.Bundling;

/// <summary>One file of a bundle: its name, what it tells, and how that is looked at.</summary>
/// <param name="What">For people, a few words.</param>
/// <param name="Look">Writes what it sees; what it could not see, it says.</param>
internal sealed record Part(string Name, string What, Func<PartWriter, CancellationToken, Task> Look)
{
    public static readonly TimeSpan UsualDeadline = TimeSpan.FromSeconds(15);

    /// <summary>After it, what was seen so far is the part.</summary>
    public TimeSpan Deadline { get; init; } = UsualDeadline;

    /// <summary>In bytes.</summary>
    public int Limit { get; init; } = 512 * 1024;

    /// <summary>One that looks without waiting.</summary>
    public static Part Of(string name, string what, Action<PartWriter> look) => new(name, what, (part, _) =>
    {
        look(part);
        return Task.CompletedTask;
    });
}
