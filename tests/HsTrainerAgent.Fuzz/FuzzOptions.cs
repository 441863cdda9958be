namespace HsTrainerAgent.Fuzz;

/// <summary>What was asked for on the command line.</summary>
internal sealed record FuzzOptions(IReadOnlyList<Target> Targets)
{
    /// <summary>For a cheap target; a dear one takes its share.</summary>
    public long Inputs { get; init; } = 100_000;

    public int Seed { get; init; } = 1;

    /// <summary>For what is found, what is kept, and the instrumented program.</summary>
    public string Folder { get; init; } = Path.Combine(Path.GetTempPath(), "hs-trainer-agent-fuzz");

    /// <summary>For the process that tries: where it says which input it tries.</summary>
    public string? Worker { get; init; }

    public long Tried { get; init; }

    public long InputsOf(Target target) => Math.Max(1, (long)(Inputs * target.Share));

    /// <exception cref="ArgumentException">Its message is for whoever typed it.</exception>
    public static FuzzOptions Of(string[] arguments, IReadOnlyList<Target> all)
    {
        var options = new FuzzOptions([]);
        for (var at = 0; at < arguments.Length; at++)
        {
            string Next() => ++at < arguments.Length ? arguments[at] : throw new ArgumentException($"{arguments[at - 1]} lacks its value");
            options = arguments[at] switch
            {
                "--inputs" => options with { Inputs = long.Parse(Next()) },
                "--seed" => options with { Seed = int.Parse(Next()) },
                "--folder" => options with { Folder = Path.GetFullPath(Next()) },
                "--worker" => options with { Worker = Next() },
                "--tried" => options with { Tried = long.Parse(Next()) },
                var name => options with
                {
                    Targets = [.. options.Targets, all.FirstOrDefault(target => target.Name == name)
                        ?? throw new ArgumentException($"there is no target {name}; there are: {string.Join(' ', all.Select(target => target.Name))}")],
                },
            };
        }
        return options.Targets.Count == 0 ? options with { Targets = all } : options;
    }
}
