using HsTrainerAgent.Linux.Systemd;
using Serilog.Core;
using Serilog.Events;

namespace HsTrainerAgent.Hosting.Telling;

/// <summary>Writes each event into the journal as an entry with fields; one that the journal does not take becomes a line on the console.</summary>
/// <param name="console">Disposed with this.</param>
internal sealed class JournalSink(Scrubber scrubber, Logger console) : ILogEventSink, IDisposable
{
    public void Emit(LogEvent logEvent)
    {
        if (!Journal.Send(JournalEntry.Of(logEvent, scrubber)))
            console.Write(logEvent);
    }

    public void Dispose() => console.Dispose();
}
