using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Settings;

/// <summary>What reading the settings file gave: valid settings, or every error at once.</summary>
/// <param name="Settings">Null when there are errors.</param>
/// <param name="Notes">What was accepted but changed or has no effect, such as a trailing slash that was cut off.</param>
internal sealed record SettingsReading(AgentSettings? Settings, IReadOnlyList<SettingsError> Errors, IReadOnlyList<string> Notes)
{
    /// <summary>The file is there and nobody has filled it in yet: not configured, rather than wrong. The one error says so.</summary>
    public bool IsBlank { get; init; }

    /// <summary>A file system did not answer in time: what the files say is not known.</summary>
    public bool IsUnanswered => Errors.Any(error => error.Wrong.Contains(UnansweredException.Lead, StringComparison.Ordinal));
}

/// <summary>One thing wrong with the settings: where, what and the cure; never a quotation of the file, which may hold the token.</summary>
/// <param name="Line">From 1, null when the file as a whole is wrong.</param>
/// <param name="Column">In characters from 1.</param>
/// <param name="Key">The key path, as in <c>trainers[0].version</c>.</param>
internal sealed record SettingsError(string File, int? Line, int? Column, string? Key, string Wrong, string Cure)
{
    /// <summary>True when the file could not be opened for lack of permission, so that the CLI can point at sudo.</summary>
    public bool Denied { get; init; }

    public override string ToString() =>
        File + (Line is null ? "" : $":{Line}:{Column}") + ": " + (Key is null ? "" : Key + ": ") + Wrong + (Cure.Length == 0 ? "" : "; " + Cure);
}
