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

/// <summary>The main application that the trainers connect to.</summary>
internal sealed record ApplicationSettings
{
    /// <summary>http or https, without trailing slash, user, query or fragment; a path is kept.</summary>
    public required string Url { get; init; }

    /// <summary>The access token, from the settings themselves or read from <see cref="TokenFile"/>, trimmed.</summary>
    public required Secret Token { get; init; }

    /// <summary>The host's path of the file that the token was read from, or null.</summary>
    public string? TokenFile { get; init; }

    public TlsSettings Tls { get; init; } = new();

    public string ProbePath { get; init; } = "/api/v5/version";

    public string Revision { get; init; } = "";
}

/// <summary>What the agent's own probe trusts and shows, and what of the trainer's TLS counts as the connection. Paths are the host's.</summary>
internal sealed record TlsSettings
{
    public string? CaFile { get; init; }

    public string? ClientCertificateFile { get; init; }

    public string? ClientKeyFile { get; init; }

    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Lines the vendor's TLS page wants in the bundle's <c>.env</c>, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>Every file whose content belongs to the connection, in a fixed order, each with the key it came from.</summary>
    public IEnumerable<(string Key, string Path)> ConnectionFiles()
    {
        if (CaFile is not null)
            yield return ("caFile", CaFile);
        if (ClientCertificateFile is not null)
            yield return ("clientCertificateFile", ClientCertificateFile);
        if (ClientKeyFile is not null)
            yield return ("clientKeyFile", ClientKeyFile);
        foreach (var file in Files)
            yield return ("files", file);
    }
}

/// <summary>One trainer: a bundle on this host and the HS_PATH it works in. Paths are the host's.</summary>
internal sealed record TrainerSettings
{
    public required string Name { get; init; }

    public required string Bundle { get; init; }

    /// <summary>As written or as read from the bundle's folder name; may be one the article knows nothing of.</summary>
    public required string Version { get; init; }

    /// <summary>HS_PATH.</summary>
    public string Path { get; init; } = DefaultPath;

    public const string DefaultPath = "/mnt/hs";
}

internal sealed record ScheduleSettings
{
    public Schedule Storage { get; init; } = Schedule.Every(TimeSpan.FromMinutes(5));

    public Schedule SeLinux { get; init; } = Schedule.Every(TimeSpan.FromMinutes(15));

    public Schedule Api { get; init; } = Schedule.Every(TimeSpan.FromMinutes(1));

    public Schedule Trainer { get; init; } = Schedule.Every(TimeSpan.FromMinutes(1));

    public Schedule Host { get; init; } = Schedule.Every(TimeSpan.FromHours(1));
}

internal sealed record ApplySettings
{
    public ApplyMode Mode { get; init; } = ApplyMode.Auto;

    /// <summary>How long changed files must stay unchanged before they count.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The time run.sh has until its trainer counts as applied.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A run.sh still running after this is a foreground trainer; null turns that off.</summary>
    public TimeSpan? ForegroundAfter { get; init; } = TimeSpan.FromMinutes(2);

    public bool Preflight { get; init; } = true;

    public bool AtBoot { get; init; } = true;

    public TimeSpan Splay { get; init; } = TimeSpan.Zero;

    public IReadOnlyList<ApplyWindow> Windows { get; init; } = [];

    /// <summary>An operator's command (argv) that must exit 0 before a rerun, or null.</summary>
    public IReadOnlyList<string>? Guard { get; init; }
}

/// <summary>A time span that opens at each fire time of a cron expression.</summary>
internal sealed record ApplyWindow(Schedule Start, TimeSpan For);

internal enum ApplyMode { Auto, Manual }

internal enum RepairMode { Report, Auto }

internal sealed record ThresholdSettings
{
    public int SpacePercent { get; init; } = 95;

    public int InodesPercent { get; init; } = 95;

    public int MemoryGb { get; init; } = 64;

    public int CertificateDays { get; init; } = 21;
}
