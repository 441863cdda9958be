using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Repairing;

/// <summary>What a step does.</summary>
internal enum RepairAct { MakeFolder, ChangeOwner, Label, LabelAll, Environment }

/// <summary>One documented step.</summary>
/// <param name="Path">The host's own path.</param>
/// <param name="Command">The same as a command for bash.</param>
internal sealed record RepairStep(RepairAct Act, string Path, string Command);

/// <summary>The documented steps that heal one finding, in their order.</summary>
internal sealed record Remedy(Finding Heals, IReadOnlyList<RepairStep> Steps)
{
    public bool IsOfEnvironment => Steps[0].Act == RepairAct.Environment;
}

/// <summary>A finding that no documented step heals.</summary>
/// <param name="Why">One sentence without the full stop.</param>
internal sealed record LeftFinding(Finding Finding, string Why);
