using HsTrainerAgent.Checks;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Asks the application whether it accepts settings before they cost anybody a running trainer.</summary>
/// <param name="probe">The api check, on any settings.</param>
internal sealed class Preflight(Func<AgentSettings, CancellationToken, Task<CheckOutcome>> probe)
{
    /// <summary>Known before, and no reason to keep a trainer from its new settings.</summary>
    private const string NotInTheWay = "api.trainer-older";

    /// <summary>Why these settings must not be applied now, or null.</summary>
    public async Task<string?> ObjectionAsync(AgentSettings settings, CancellationToken cancellation)
    {
        var outcome = await probe(settings, cancellation).ConfigureAwait(false);
        var worst = outcome.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error && finding.Code != NotInTheWay);
        return worst is not null ? $"{worst.Code}: {worst.Observed}"
            : outcome.Status == CheckStatus.Unknown || (outcome.Reason is not null && outcome.Status == CheckStatus.Drift) ? $"the application could not be asked: {outcome.Reason}"
            : null;
    }
}
