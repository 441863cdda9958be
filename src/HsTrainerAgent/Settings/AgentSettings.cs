namespace HsTrainerAgent.Settings;

/// <summary>Everything an operator can set, valid as a whole, with the defaults filled in.</summary>
internal sealed record AgentSettings
{
    public required ApplicationSettings Application { get; init; }

    public required IReadOnlyList<TrainerSettings> Trainers { get; init; }

    public ScheduleSettings Schedules { get; init; } = new();

    public ApplySettings Apply { get; init; } = new();

    public RepairMode Repair { get; init; } = RepairMode.Report;

    public ThresholdSettings Thresholds { get; init; } = new();

    /// <summary>Whether a small file beside the data tells other machines that this one uses it.</summary>
    public bool Claims { get; init; } = true;

    /// <summary>The folder's file for node_exporter's textfile collector, or null.</summary>
    public string? MetricsTextfile { get; init; }
}

/// <summary>What is done about drift.</summary>
internal enum RepairMode { Report, Auto }

/// <summary>From where on a measure is a finding.</summary>
internal sealed record ThresholdSettings
{
    public int SpacePercent { get; init; } = 95;

    public int InodesPercent { get; init; } = 95;

    public int MemoryGb { get; init; } = 64;

    public int CertificateDays { get; init; } = 21;
}
