using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Fuzz.Oracles;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>A record on disk: damaged, or a record that is read back as it was written; half a file is never a record.</summary>
internal abstract class RecordTarget<T>(string name, string folder, JsonTypeInfo<T> type) : Target where T : class
{
    private readonly Scratch scratch = new(name);

    public override string Name => name;

    public override Form Form => Form.Json;

    public override IEnumerable<byte[]> Seeds => Seed.Files(folder, ".json");

    public override IReadOnlyList<string> Words =>
        [.. type.Properties.Select(property => $"\"{property.Name}\": "), "\"Detached\"", "\"Foreground\"", "\"Adopted\"", "\"Starting\"", "\"Ended\"", "\"Applied\"", new string('0', 64), new string('a', 64)];

    public sealed override void Try(byte[] input)
    {
        var path = scratch.With("record.json", input);
        if (Read(path) is not { } record)
            return;
        Judge(record);
        ComplaintException.Unless(IsWhole(input), "a record of half a file", Encoding.Latin1.GetString(input));
        Write(record, path);
        var again = Read(path);
        ComplaintException.Unless(again is not null && Json(again) == Json(record), "a record is read as another than was written", Json(record));
    }

    /// <summary>Null for what is no record; throws only what its readers expect.</summary>
    protected abstract T? Read(string path);

    protected abstract void Write(T record, string path);

    protected abstract void Judge(T record);

    protected byte[] Utf8Json(T record) => JsonSerializer.SerializeToUtf8Bytes(record, type);

    private string Json(T record) => JsonSerializer.Serialize(record, type);

    // Whole by another reader's judgement.
    private static bool IsWhole(byte[] input)
    {
        try
        {
            JsonDocument.Parse(input).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>The applied record: what is not understood is damaged, by name, and never another fingerprint's.</summary>
internal sealed class AppliedRecordTarget() : RecordTarget<AppliedRecord>("applied-record", "State/0.1.0/var/lib/hs-trainer/", ApplyingJson.Default.AppliedRecord)
{
    private static readonly Fingerprint Desired = new(new string('a', 64));

    protected override AppliedRecord? Read(string path)
    {
        try
        {
            return AppliedRecord.Read(path);
        }
        catch (DamagedRecordException damaged)
        {
            Messages.Actionable("an error", damaged.Message);
            ComplaintException.Unless(AppliedRecord.ReadIntact(path) is null, "damaged and intact", "");
            return null;
        }
    }

    protected override void Write(AppliedRecord record, string path) => record.Write(path);

    protected override void Judge(AppliedRecord record)
    {
        ComplaintException.Unless(record.Holds(Desired, null) == (record.Fingerprint == Desired.Hex), "applied with another fingerprint", record.Fingerprint);
        _ = record.NotStarted(null, null);
    }
}

/// <summary>The attempts: backoff and give-up are reckoned with whatever numbers stand there.</summary>
internal sealed class AttemptsTarget() : RecordTarget<Attempts>("attempts", "State/0.1.0/var/lib/hs-trainer-agent/", ApplyingJson.Default.Attempts)
{
    protected override Attempts? Read(string path)
    {
        var attempts = Attempts.Read(path, out var wrong);
        if (wrong is not null)
            Messages.Actionable("an error", $"{path} {wrong}");
        return wrong is null ? attempts : null;
    }

    protected override void Write(Attempts record, string path) => record.Write(path);

    protected override void Judge(Attempts record)
    {
        var now = Samples.Clock.GetUtcNow();
        var failed = record.Failed("run", "why", now, 1);
        ComplaintException.Unless(failed.NextAt - now <= TimeSpan.FromHours(1.2) && failed.NextAt > now, "a wait without bound", $"{record.Failures}: {failed.NextAt}");
    }
}

/// <summary>A run's state: another boot's processes and sessions are looked up, and none is ever signalled by looking.</summary>
internal sealed class RunStateTarget() : RecordTarget<TrainerRun>("run-state", "State/0.1.0/run/hs-trainer/", ApplyingJson.Default.TrainerRun)
{
    public override double Share => 0.5;

    protected override TrainerRun? Read(string path)
    {
        var run = TrainerRun.Read(path, out var wrong);
        if (wrong is not null)
            Messages.Actionable("an error", $"{path} {wrong}");
        return run;
    }

    protected override void Write(TrainerRun record, string path) => record.Write(path);

    protected override void Judge(TrainerRun record)
    {
        _ = (record.IsOfThisBoot, record.InProgress, record.Tree());
        ComplaintException.Unless(record.Fault is null || record.Fault == record.Failure || record.Fault.StartsWith("start-trainer was killed", StringComparison.Ordinal), "a fault of nobody", record.Fault ?? "");
    }
}
