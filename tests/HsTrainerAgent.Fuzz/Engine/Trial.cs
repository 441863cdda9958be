using System.Diagnostics;

namespace HsTrainerAgent.Fuzz.Engine;

/// <summary>What one input came to.</summary>
/// <param name="Kind">Null when all is well; else the same for the same fault.</param>
/// <param name="Detail">For people.</param>
/// <param name="Took">Of the processor: the machine may have other work.</param>
internal sealed record Trial(string? Kind, string? Detail, TimeSpan Took, long Allocated)
{
    /// <summary>An input of a few kilobytes that takes longer could hold up a check, or a whole daemon.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    /// <summary>Whether the process does nothing else; if it does, neither its time nor its memory says anything of an input.</summary>
    public static bool IsAlone { get; set; } = true;

    private const long MostMemory = 64 << 20;

    /// <summary>A look again, for an input that was late because something was compiled or collected meanwhile.</summary>
    private const int Looks = 4;

    public static Trial Of(Target target, byte[] input)
    {
        var trial = Once(target, input);
        for (var look = 1; IsAlone && look < Looks && trial is { Kind: null } && trial.Took > Deadline; look++)
            trial = Once(target, input);
        return trial switch
        {
            { Kind: not null } => trial,
            _ when !IsAlone => trial,
            _ when trial.Took > Deadline => trial with { Kind = "slow", Detail = $"took {trial.Took.TotalSeconds:0.0} s" },
            { Allocated: > MostMemory } => trial with { Kind = "memory", Detail = $"allocated {trial.Allocated >> 20} MiB" },
            _ => trial,
        };
    }

    private static Trial Once(Target target, byte[] input)
    {
        var before = GC.GetTotalAllocatedBytes();
        var started = Environment.CpuUsage.TotalTime;
        try
        {
            target.Try(input);
            return new(null, null, Environment.CpuUsage.TotalTime - started, GC.GetTotalAllocatedBytes() - before);
        }
        catch (ComplaintException complaint)
        {
            return new(complaint.Kind, complaint.Message, Environment.CpuUsage.TotalTime - started, 0);
        }
        catch (Exception crash)
        {
            return new($"{crash.GetType().Name} {Place(crash)}", crash.ToString(), Environment.CpuUsage.TotalTime - started, 0);
        }
    }

    /// <summary>The first of the agent's own methods that it came through.</summary>
    private static string Place(Exception crash) =>
        new StackTrace(crash).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(method => method?.Module.Name == "hs-trainer-agent.dll") is { } method
            ? $"in {method.DeclaringType?.Name}.{method.Name}" : "in the target";
}
