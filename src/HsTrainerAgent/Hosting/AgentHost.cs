using HsTrainerAgent.Applying;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Hosting.Following;
using HsTrainerAgent.Hosting.Reporting;
using HsTrainerAgent.Hosting.Scheduling;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Hosting.Watching;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Quartz;
using Serilog;

namespace HsTrainerAgent.Hosting;

/// <summary>Puts the daemon together; its only configuration is the settings file.</summary>
internal static class AgentHost
{
    /// <summary>What is left of the two seconds that a stop may take, for the way out.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(1.5);

    /// <param name="more">Adds to the daemon: further checks, hosted services.</param>
    public static IHost Create(RunOptions options, Action<IServiceCollection>? more = null)
    {
        // A content root that always exists: the folder the daemon was started in may be gone.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = "/" });
        var services = builder.Services;
        var current = new CurrentSettings();
        var scrubber = new Scrubber(current);
        services.AddSingleton(options).AddSingleton(options.Host).AddSingleton(TimeProvider.System).AddSingleton(current).AddSingleton(scrubber);
        services.AddSerilog(LogSetup.Create(scrubber), dispose: true);
        services.AddSingleton<Teller>().AddSingleton<FindingLedger>().AddSingleton<Outcomes>().AddSingleton<LedgerKeeper>();
        var bus = Composition.Bus(options.Host, options.SettingsFile, TimeProvider.System);
        var own = new OwnStarts();
        services.AddSingleton(own).AddSingleton<SeenUnits>();
        if (bus is not null)
            services.AddSingleton(_ => bus);
        foreach (var check in CheckSet.For(options.SettingsFile, bus))
            services.AddSingleton(check);
        services.AddSingleton(provider => new CheckRunner(options.Host, provider.GetRequiredService<TimeProvider>(), options.CheckDeadline));
        services.AddSingleton<CheckRounds>().AddSingleton<CheckSchedules>().AddSingleton<ReloadRequests>().AddSingleton<SettingsFollower>();
        services.AddSingleton<SettingsStanding>().AddSingleton<ApplyStates>().AddSingleton<Pauses>().AddSingleton<Progress>().AddSingleton<TrainerRecords>();
        services.AddSingleton<SystemdNotices>().AddSingleton<StatusSurvey>().AddSingleton<StatusWriter>().AddSingleton<Heartbeat>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 })
            AddSystemd(services);
        services.AddQuartz(quartz => quartz.UseInMemoryStore()
            .ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always));
        services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = false);
        // First, for it knows what was open before anything is looked at.
        services.AddHostedService(provider => provider.GetRequiredService<StatusWriter>());
        services.AddHostedService(provider => provider.GetRequiredService<CheckSchedules>());
        services.AddHostedService(provider => provider.GetRequiredService<Heartbeat>());
        services.AddHostedService(provider => provider.GetRequiredService<SettingsFollower>());
        services.AddSingleton(provider => Composition.Applier(
            options.Host, options.SettingsFile, bus, own, lines: null, provider.GetRequiredService<TimeProvider>(), Told(provider),
            settings => provider.GetRequiredService<CurrentSettings>() is var current && (current.IsSettling || !ReferenceEquals(current.Now.Settings, settings))));
        services.AddSingleton<ApplyProgress>().AddSingleton<Nudges>().AddHostedService<PauseWatch>().AddHostedService<ApplyLoop>();
        services.AddSingleton(Composition.Repairs(options.Host, options.SettingsFile, bus, TimeProvider.System)).AddHostedService<RepairLoop>();
        if (bus is not null)
            services.AddHostedService<TrainerWatch>();
        services.AddHostedService<Announcer>();
        more?.Invoke(services);
        return builder.Build();
    }

    /// <summary>Directly, because AddSystemd() looks for its parent in /proc, which ProtectProc=invisible hides.</summary>
    private static void AddSystemd(IServiceCollection services) =>
        services.AddSingleton<ISystemdNotifier, SystemdNotifier>().AddSingleton<IHostLifetime, SystemdLifetime>();

    private static Action<ApplyEvent> Told(IServiceProvider provider)
    {
        var (states, teller) = (provider.GetRequiredService<ApplyStates>(), provider.GetRequiredService<Teller>());
        return told =>
        {
            states.Told(told);
            teller.Tell(told);
        };
    }
}
