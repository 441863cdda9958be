using System.Diagnostics;
using System.Text.Json;

namespace HsTrainerAgent.Fuzz.Engine;

/// <summary>Runs each target in an instrumented process of its own, and goes on behind an input that ends it.</summary>
internal sealed class Supervisor(FuzzOptions options)
{
    private const int MostDeaths = 20;

    public int Run()
    {
        var program = Instrumented.Make(Path.Combine(options.Folder, "program"));
        var outcomes = new List<Outcome>();
        foreach (var target in options.Targets)
        {
            outcomes.Add(Run(program, target));
            Console.WriteLine(Table.Row(outcomes[^1]));
        }
        Console.WriteLine();
        Console.Write(Table.Of(outcomes));
        Console.WriteLine($"what was found is in {Path.Combine(options.Folder, "found")}");
        return outcomes.Any(outcome => outcome.Kinds > 0) ? 1 : 0;
    }

    private Outcome Run(string program, Target target)
    {
        var clock = Stopwatch.StartNew();
        var current = Path.Combine(options.Folder, $"current-{target.Name}");
        long tried = 0;
        File.Delete(current);
        for (var deaths = 0; ; deaths++)
        {
            var (exit, answer) = Work(program, target, current, tried);
            if (exit == 0)
                return JsonSerializer.Deserialize<Outcome>(answer)! with { Took = clock.Elapsed };
            if (!File.Exists(current))
                throw new InvalidOperationException($"{target.Name}: its process ended with {exit} before its first input");
            (tried, var input) = CurrentInput.Left(current);
            var how = exit == CurrentInput.HangExit ? "hang" : $"process ended with {exit}";
            Console.Error.WriteLine($"{target.Name}: {how} ({input.Length} bytes)");
            new Findings(options.Folder).Ended(target, input, how);
            if (deaths >= MostDeaths || tried >= options.InputsOf(target))
                return new Outcome(target.Name, tried, clock.Elapsed, 0, 0, deaths + 1, default, 0);
        }
    }

    private (int Exit, string Answer) Work(string program, Target target, string current, long tried)
    {
        using var worker = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "exec", program, target.Name, "--worker", current, "--tried", $"{tried}", "--inputs", $"{options.Inputs}", "--seed", $"{options.Seed}",
                "--folder", options.Folder,
            },
            RedirectStandardOutput = true,
        })!;
        var answer = worker.StandardOutput.ReadToEnd();
        worker.WaitForExit();
        return (worker.ExitCode, answer);
    }
}
