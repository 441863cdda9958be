using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace HsTrainerAgent.Hosting.Telling;

/// <summary>The logger: one line an event on standard output, in colour on a terminal unless NO_COLOR is set.</summary>
internal static class LogSetup
{
    public static Logger Create(Scrubber scrubber) => new LoggerConfiguration()
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("System", LogEventLevel.Warning)
        .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
        .WriteTo.Console(new LineFormatter(scrubber, !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))))
        .CreateLogger();
}
