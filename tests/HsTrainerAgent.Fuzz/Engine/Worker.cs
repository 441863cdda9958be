using System.Text.Json;

namespace HsTrainerAgent.Fuzz.Engine;

/// <summary>The process that tries a target's inputs.</summary>
internal static class Worker
{
    public static int Run(FuzzOptions options)
    {
        var target = options.Targets[0];
        using var current = new CurrentInput(options.Worker, options.Tried);
        // Another sequence behind an input that ended the process before, or it would come to the same one.
        var seed = HashCode.Combine(options.Seed, options.Tried);
        if (options.Tried == 0)
            seed = options.Seed;
        var outcome = new FuzzRun(target, seed, new Findings(options.Folder), current).Run(options.InputsOf(target), CancellationToken.None);
        Console.WriteLine(JsonSerializer.Serialize(outcome));
        return 0;
    }
}
