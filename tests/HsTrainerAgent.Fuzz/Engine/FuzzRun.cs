using System.Diagnostics;

namespace HsTrainerAgent.Fuzz.Engine;

/// <summary>Tries mutation after mutation on one target and keeps those that reach something new, as a stock for the next.</summary>
internal sealed class FuzzRun(Target target, int seed, Findings findings, CurrentInput current)
{
    // The newest reached the farthest.
    private const int Newest = 32;

    private readonly Random random = new(seed);
    private readonly List<byte[]> stock = [];
    private readonly Coverage coverage = new();
    private TimeSpan slowest;
    private byte[] slowestInput = [];
    private long mostMemory;
    private long tried;

    public Outcome Run(long inputs, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var mutator = new Mutator(target, random);
        foreach (var seedInput in target.Seeds.Concat(findings.Stock(target)))
            Take(seedInput, keep: true);
        while (tried < inputs && !stop.IsCancellationRequested)
            Take(mutator.Mutate(Chosen(), Chosen()), keep: false);
        findings.Slowest(target, slowestInput, slowest);
        return new Outcome(target.Name, tried, clock.Elapsed, stock.Count, coverage.Edges, findings.CountOf(target), slowest, mostMemory);
    }

    private void Take(byte[] input, bool keep)
    {
        current.Begin(target, input);
        Coverage.Clear();
        var trial = Trial.Of(target, input);
        var news = coverage.HasNews();
        tried = current.End();
        if (trial.Took > slowest)
            (slowest, slowestInput) = (trial.Took, input);
        mostMemory = Math.Max(mostMemory, trial.Allocated);
        if (trial.Kind is not null)
            findings.Found(target, input, trial);
        else if (keep || news)
            Keep(input, news && !keep);
    }

    private void Keep(byte[] input, bool isNew)
    {
        stock.Add(input);
        if (isNew)
            findings.Keep(target, input);
    }

    private byte[] Chosen() => stock.Count == 0 ? []
        : random.Next(4) == 0 ? stock[^random.Next(1, Math.Min(Newest, stock.Count) + 1)]
        : stock[random.Next(stock.Count)];
}

/// <summary>What a target's inputs came to.</summary>
/// <param name="Edges">0 in a program that is not instrumented.</param>
internal sealed record Outcome(string Target, long Inputs, TimeSpan Took, int Stock, int Edges, int Kinds, TimeSpan Slowest, long MostMemory);
