using HsTrainerAgent.Checks;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Hosting;

/// <summary>Enters outcomes into the ledger one after the other and tells its events; an outcome of settings no longer in force is dropped.</summary>
internal sealed class LedgerKeeper(FindingLedger ledger, CurrentSettings current, Outcomes outcomes, Teller teller)
{
    private readonly Lock gate = new();

    public IReadOnlyList<OpenFinding> Open
    {
        get
        {
            lock (gate)
                return ledger.Open;
        }
    }

    /// <summary>Reads what is open together with the outcomes that it came with: none is entered meanwhile.</summary>
    public T AtOneMoment<T>(Func<IReadOnlyList<OpenFinding>, T> read)
    {
        lock (gate)
            return read(ledger.Open);
    }

    /// <summary>What was open when an earlier daemon ended; see the ledger.</summary>
    public void Remember(IEnumerable<EarlierFinding> findings)
    {
        lock (gate)
            ledger.Remember(findings);
    }

    /// <param name="epoch">Of the settings that the check looked with.</param>
    public void Enter(CheckOutcome outcome, long epoch)
    {
        lock (gate)
        {
            if (epoch != current.Now.Epoch)
                return;
            Tell(ledger.Enter(outcome));
            outcomes.Publish(outcome);
        }
    }

    /// <summary>Puts new settings in force: what was found for a trainer that is gone, or is another now, clears.</summary>
    public void Swap(AgentSettings settings)
    {
        lock (gate)
        {
            var before = current.Now.Settings?.Trainers ?? settings.Trainers;
            current.Swap(settings);
            outcomes.Forget();
            Tell(ledger.Forget((_, trainer) => trainer is null || settings.Trainers.Any(now => now.Name == trainer && before.Contains(now))));
        }
    }

    /// <summary>Enters what is known of the settings file itself, which no epoch makes obsolete.</summary>
    public void EnterSettings(CheckOutcome outcome)
    {
        lock (gate)
            Tell(ledger.Enter(outcome, "file"));
    }

    /// <summary>Enters what is known of the repairs of a trainer, beside what its check sees.</summary>
    public void EnterRepairs(CheckOutcome outcome, long epoch)
    {
        lock (gate)
        {
            if (epoch == current.Now.Epoch)
                Tell(ledger.Enter(outcome, "repairs"));
        }
    }

    private void Tell(IReadOnlyList<LedgerEvent> events)
    {
        foreach (var told in events)
            teller.Tell(told);
    }
}
