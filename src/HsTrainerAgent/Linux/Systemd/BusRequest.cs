namespace HsTrainerAgent.Linux.Systemd;

/// <summary>A call, and who waits for its reply; both handlers run on the bus's thread, and one of them once.</summary>
/// <param name="Purpose">For the error text, as in <c>restart NAME.service</c>.</param>
/// <param name="Patience">How long the reply may take from the request on, opening the bus included.</param>
/// <param name="Answered">Reads the reply; a <see cref="BusException"/> it throws goes to the other handler.</param>
internal sealed record BusRequest(string Purpose, BusCall Call, TimeSpan Patience, Action<BusMessage> Answered, Action<BusException> Failed)
{
    public void Fail(string why, string? error = null) => Failed(new BusException($"Failed to {Purpose}: {why}", error));
}
