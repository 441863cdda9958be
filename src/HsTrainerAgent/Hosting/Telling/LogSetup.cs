using HsTrainerAgent.Linux.Systemd;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace HsTrainerAgent.Hosting.Telling;

/// <summary>The logger: entries in the journal where that is what standard output leads to, else one line an event, in colour on a terminal unless NO_COLOR is set.</summary>
internal static class LogSetup
{
    public static Logger Create(Scrubber scrubber)
    {
        var lines = new LineFormatter(scrubber, !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
        var log = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning);
        log = Journal.IsOwnOutput
            ? log.WriteTo.Sink(new JournalSink(scrubber, new LoggerConfiguration().WriteTo.Console(lines).CreateLogger()))
            : log.WriteTo.Console(lines);
        return log.CreateLogger();
    }
}
