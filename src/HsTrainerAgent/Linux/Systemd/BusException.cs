namespace HsTrainerAgent.Linux.Systemd;

/// <summary>The system bus, or process 1 on it, gave no answer or refused.</summary>
/// <param name="error">The D-Bus name of the error, as in <c>org.freedesktop.systemd1.UnitMasked</c>; null when there was no answer.</param>
internal sealed class BusException(string message, string? error = null) : IOException(message)
{
    public string? Error { get; } = error;
}
