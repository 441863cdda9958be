using System.Text.Json.Nodes;

namespace HsTrainerAgent.Checks;

/// <summary>What a look came to; the words of the contract are in <c>ContractWords</c>.</summary>
internal enum CheckStatus { InSync, Drift, NotApplicable, Unknown }

/// <summary>What one look gave.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="Trainer">Null for checks of the host or the application.</param>
/// <param name="Reason">Why it is not-applicable or unknown, or what could not be looked at beside the drift that was found.</param>
/// <param name="Facts">Measurements worth showing (the api check's phases); null when there are none.</param>
internal sealed record CheckOutcome(
    string Check, string? Trainer, CheckStatus Status, IReadOnlyList<Finding> Findings, string? Reason, TimeSpan Elapsed, JsonObject? Facts)
{
    /// <summary>The host's paths that could not be looked at, with all that lies below them; null when what was missed cannot be told by paths.</summary>
    public IReadOnlyList<string>? Blind { get; init; }

    /// <summary>Whether all that could give a finding of this subject was looked at.</summary>
    public bool HasSeen(string subject) =>
        Blind is { Count: > 0 } places ? !places.Any(place => IsBelow(subject, place) || IsBelow(place, subject))
        : Status is CheckStatus.InSync or CheckStatus.NotApplicable || (Status == CheckStatus.Drift && Reason is null);

    private static bool IsBelow(string path, string folder) => path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
}
