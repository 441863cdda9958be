using HsTrainerAgent.Applying;
using HsTrainerAgent.Fuzz.Oracles;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>A pause: what is in force ends, as late as its length from now at most, and can be told to an operator.</summary>
internal sealed class PauseTarget() : RecordTarget<Pause>("pause", "", ApplyingJson.Default.Pause)
{
    public override IEnumerable<byte[]> Seeds =>
    [
        .. from reason in new[] { "training", "\u202ea", "" }
           from length in new[] { 1, 3600, 30 * 86400 }
           select Utf8Json(Pause.Begin(TimeSpan.FromSeconds(length), reason, "alice", Samples.Clock)),
    ];

    protected override Pause? Read(string path)
    {
        var pause = Pause.Read(path, out var wrong);
        if (wrong is not null)
            Messages.Actionable("an error", $"{path} {wrong}");
        return wrong is null ? pause : null;
    }

    protected override void Write(Pause record, string path) => record.Write(path);

    protected override void Judge(Pause record)
    {
        var left = record.Left(Samples.Clock);
        ComplaintException.Unless(left <= record.For && record.For <= Pause.Longest, "a pause that grows", $"{left} of {record.For}");
        _ = record.Ends(Samples.Clock);
        Messages.Harmless("a reason", Pause.Clean(record.Reason));
    }
}

/// <summary>A guard's answer: yes only where an exit code of 0 and nothing else stands.</summary>
internal sealed class GuardAnswerTarget() : RecordTarget<GuardAnswer>("guard-answer", "", ApplyingJson.Default.GuardAnswer)
{
    public override IEnumerable<byte[]> Seeds =>
    [
        .. from code in new int?[] { 0, 1, 143, null }
           from problem in new[] { null, "it did not answer within 30 s" }
           from line in new[] { null, "a job runs until 14:00" }
           select Utf8Json(new GuardAnswer("0f1e", Samples.Clock.GetUtcNow()) { ExitCode = code, Problem = problem, LastLine = line }),
    ];

    protected override GuardAnswer? Read(string path) => GuardAnswer.Read(path);

    protected override void Write(GuardAnswer record, string path) => record.Write(path);

    protected override void Judge(GuardAnswer record)
    {
        var said = GuardAnswer.Objection(null, record, null);
        ComplaintException.Unless(said is not null || (record.ExitCode == 0 && record.Problem is null), "yes for no answer", $"{record}");
        ComplaintException.Unless(GuardAnswer.Objection(record, record, null) is not null, "an old answer counts", $"{record}");
    }
}
