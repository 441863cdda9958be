using HsTrainerAgent.Checks;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>Puts valid settings in force when they, or a TLS file they name, have changed; of invalid ones tells all errors once.</summary>
internal sealed class SettingsJudge(string file, HostPaths host, CurrentSettings current, LedgerKeeper keeper, SettingsStanding standing, Teller teller)
{
    private Snapshot? inForce;
    private string? refused;
    private volatile CheckOutcome latest = SettingsInvalid.No;

    /// <param name="asked">An operator asked: answers also what was told before.</param>
    /// <returns>True when settings were put in force.</returns>
    public bool Judge(SettingsReading reading, Snapshot seen, bool asked)
    {
        if (asked && reading.Settings is null)
            refused = null;
        if (reading.Settings is { } settings)
        {
            var accepted = Accept(settings, reading.Notes, seen);
            standing.Judged(SettingsWords.Loaded, []);
            return accepted;
        }
        // Once settings are in force, a file that is gone or emptied is a mistake, told like any other.
        if (current.Now.Settings is null && (reading.IsBlank || seen[file].Problem == FileProblem.Missing))
        {
            Refuse(reading.IsBlank ? "blank" : "missing", () => TellNotConfigured(reading.IsBlank));
            standing.Judged(SettingsWords.NotConfigured, [], reading.IsBlank);
            return false;
        }
        IReadOnlyList<SettingsError> errors = reading.IsBlank
            ? [new SettingsError(file, null, null, null, "nothing is filled in any more", "restore it; the last good settings stay in force")]
            : reading.Errors;
        Refuse(string.Join('\n', errors), () => TellErrors(errors));
        standing.Judged(SettingsWords.Invalid, [.. errors.Select(error => error.ToString())]);
        return false;
    }

    /// <summary>Tells that the files cannot be looked at, or, without a reason, that they can again.</summary>
    public void CouldNotLook(string? reason)
    {
        keeper.EnterSettings(reason is null ? latest : SettingsInvalid.No with { Status = CheckStatus.Unknown, Reason = reason });
        standing.CouldNotLook(reason);
    }

    private bool Accept(AgentSettings settings, IReadOnlyList<string> notes, Snapshot seen)
    {
        var wasRefused = refused is not null;
        refused = null;
        var first = current.Now.Settings is not { } before;
        IReadOnlyList<string> changes = first || inForce is null ? []
            : [.. SettingsChanges.Between(current.Now.Settings!, settings), .. SettingsChanges.OfTlsFiles(settings, host, inForce, seen)];
        inForce = seen.With(inForce);
        keeper.EnterSettings(latest = SettingsInvalid.No);
        if (!first && changes.Count == 0)
        {
            if (wasRefused)
                teller.Tell(EventKind.SettingsValidAgain, $"{file} is valid again and says what is in force");
            return false;
        }
        keeper.Swap(settings);
        var trainers = settings.Trainers.Count == 1 ? "1 trainer" : $"{settings.Trainers.Count} trainers";
        teller.Tell(EventKind.SettingsLoaded, first ? $"{file}: {trainers}, {settings.Application.Url}" : "changed: " + string.Join(", ", changes));
        foreach (var note in notes)
            teller.Tell(EventKind.SettingsLoaded, note);
        return true;
    }

    private void Refuse(string what, Action tell)
    {
        if (what == refused)
            return;
        refused = what;
        tell();
    }

    private void TellNotConfigured(bool blank)
    {
        keeper.EnterSettings(latest = SettingsInvalid.No);
        teller.Tell(EventKind.SettingsMissing, blank
            ? $"fill in {Blanks.Asked} in {file} (man 5 hs-trainer-agent.json); it is taken as soon as it is valid"
            : $"no {file}; write one with: hs-trainer-agent settings init --settings {ShellText.Quote(file)}");
    }

    private void TellErrors(IReadOnlyList<SettingsError> errors)
    {
        foreach (var error in errors)
            teller.Tell(EventKind.SettingsInvalid, error.ToString());
        var instead = current.Now.Settings is null ? "waiting for valid settings" : "the last good settings stay in force";
        keeper.EnterSettings(latest = SettingsInvalid.Yes(file, errors.Count, instead));
    }
}
