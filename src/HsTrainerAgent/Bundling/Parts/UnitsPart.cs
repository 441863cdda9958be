using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Bundling.Parts;

/// <summary>The states of our units as process 1 has them: chosen properties only, none of which holds an environment or arguments.</summary>
internal static class UnitsPart
{
    public static readonly IReadOnlyList<string> Systemctl = ["/usr/bin/systemctl", "/bin/systemctl"];

    public const string Properties =
        "Id,Description,LoadState,LoadError,ActiveState,SubState,Result,UnitFileState,UnitFilePreset,FragmentPath,DropInPaths,NeedDaemonReload,Job,InvocationID,"
        + "StateChangeTimestamp,ActiveEnterTimestamp,InactiveEnterTimestamp,ConditionResult,ConditionTimestamp,MainPID,ControlPID,NRestarts,StatusText,StatusErrno,"
        + "ExecMainStartTimestamp,ExecMainExitTimestamp,ExecMainCode,ExecMainStatus,Type,Restart,TimeoutStartUSec,TimeoutStopUSec,WatchdogUSec,WatchdogTimestamp,"
        + "User,Group,ControlGroup,Slice,MemoryCurrent,MemoryPeak,MemoryMax,CPUUsageNSec,TasksCurrent,TasksMax,LimitNOFILE,LimitNPROC,OOMPolicy,NAccepted,NConnections,NRefused,Listen";

    public static Part Of(Scene scene, IReadOnlyList<string>? systemctl = null) => new("units.txt", "the states of our units, by chosen properties", async (part, cancellation) =>
    {
        if (!scene.Runs(part))
            return;
        var names = scene.Trainers.Select(trainer => $"hs-trainer@{trainer.Name}.service");
        string[] arguments = ["show", "--no-pager", "--property=" + Properties, "hs-trainer-agent.service", "hs-trainer-agent-broker.socket", .. names, "hs-trainer*"];
        if (await ProgramStream.CopyAsync(systemctl ?? Systemctl, arguments, part.Write, cancellation).ConfigureAwait(false) is { } why)
            part.CouldNotLook("systemctl " + why);
    });
}
