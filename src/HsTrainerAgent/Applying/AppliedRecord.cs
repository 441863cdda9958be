using System.Text.Json.Serialization;

namespace HsTrainerAgent.Applying;

/// <summary>How run.sh came to count as applied.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AppliedMode>))]
internal enum AppliedMode
{
    /// <summary>run.sh ended with exit code 0.</summary>
    Detached,

    /// <summary>run.sh was still running after <c>apply.foregroundAfter</c>.</summary>
    Foreground,

    /// <summary>An operator said that the trainer already runs with these settings.</summary>
    Adopted,
}

/// <summary>Says with which connection a trainer was started successfully; absent from before run.sh starts until it has succeeded. Written by start-trainer and adopt alone.</summary>
/// <param name="Fingerprint">64 hex digits.</param>
/// <param name="Invocation">The unit's InvocationID, or without systemd the boot id: equal means applied in this boot.</param>
/// <param name="ExitCode">Null while a foreground trainer runs, and for an adopted one.</param>
internal sealed record AppliedRecord(
    string Fingerprint, DateTimeOffset At, AppliedMode Mode, int? ExitCode, string Invocation, double DurationSeconds)
{
    /// <summary>The run that was applied; for an adopted trainer one that only says in which boot that was.</summary>
    public string? Run { get; init; }

    /// <summary>Its unit runs it, so that what process 1 says of the unit holds for the trainer: an InvocationID is no boot id.</summary>
    [JsonIgnore]
    public bool IsOfUnit => Invocation.Length == 32;

    /// <summary>The record, or null when there is none.</summary>
    /// <exception cref="DamagedRecordException">It cannot be understood; never taken for applied, nor for not applied.</exception>
    /// <exception cref="IOException">It cannot be read, so that it is not known whether the trainer was applied.</exception>
    public static AppliedRecord? Read(string path)
    {
        var record = ApplyingJson.Read(path, ApplyingJson.Default.AppliedRecord, out var wrong);
        return wrong == ApplyingJson.Damaged || (record is { } read && (read.Fingerprint.Length != 64 || !double.IsFinite(read.DurationSeconds))) ? throw new DamagedRecordException(path)
            : wrong is not null ? throw new IOException($"{path} {wrong}")
            : record;
    }

    /// <summary>The same, for whom a damaged record says as little as none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static AppliedRecord? ReadIntact(string path)
    {
        try
        {
            return Read(path);
        }
        catch (DamagedRecordException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">Nothing was written.</exception>
    public void Write(string path) => ApplyingJson.Write(path, this, ApplyingJson.Default.AppliedRecord);
}
