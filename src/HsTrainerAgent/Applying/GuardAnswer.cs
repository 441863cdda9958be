using System.Text.Json.Serialization;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Applying;

/// <summary>What the operator's guard (apply.guard) said when it was last asked about one trainer, for whoever had it asked.</summary>
/// <param name="Id">Unique to the asking: the InvocationID of its unit, where there is one.</param>
internal sealed record GuardAnswer(string Id, DateTimeOffset AskedAt)
{
    /// <summary>128 plus the signal's number when a signal ended it; null when it was not started, or not over in time.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Why there is no exit code, or none of its own; else null.</summary>
    public string? Problem { get; init; }

    /// <summary>The last line of its output that was not blank, bounded, harmless and without the token; null when there was none.</summary>
    public string? LastLine { get; init; }

    /// <summary>Null when the trainer may be run again, else the reason as an operator reads it.</summary>
    [JsonIgnore]
    public string? No => Problem is not null ? LastLine is null ? Problem : $"{Problem}: {LastLine}"
        : ExitCode == 0 ? null
        : LastLine ?? $"it ended with exit code {ExitCode} and said nothing";

    /// <summary>What an asking came to; an answer that was there before it is none.</summary>
    /// <param name="failure">Why the asking itself did not come to a good end, or null.</param>
    public static string? Objection(GuardAnswer? before, GuardAnswer? after, string? failure) =>
        after is not null && after.Id != before?.Id ? after.No ?? failure : failure ?? "it was asked and left no answer";

    public static GuardAnswer? Read(string path) => ApplyingJson.Read(path, ApplyingJson.Default.GuardAnswer, out _);

    /// <exception cref="IOException">Nothing was written.</exception>
    public void Write(string path) => ApplyingJson.Write(path, this, ApplyingJson.Default.GuardAnswer);
}
