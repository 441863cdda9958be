using System.Diagnostics.CodeAnalysis;

namespace HsTrainerAgent.Linux.Labels;

/// <summary>What is still to be done in a scan, shared by its threads; whoever takes something from it releases it.</summary>
internal sealed class ScanQueue(int threads)
{
    private readonly object gate = new();
    private readonly Stack<ScanWork> pending = new();
    private readonly Stack<FolderEntries> spare = new();
    private int waiting;
    private volatile int count;
    private volatile bool isOver;

    /// <summary>Whether another thread would find nothing to do; a guess.</summary>
    public bool IsShort => threads > 1 && count == 0;

    /// <summary>Whether the scan has come to its end, or was told to.</summary>
    public bool IsOver => isOver;

    public void Push(ScanWork work)
    {
        work.Use();
        lock (gate)
        {
            pending.Push(work);
            count = pending.Count;
            if (waiting > 0)
                Monitor.Pulse(gate);
        }
    }

    /// <summary>Waits while there is nothing but another thread may yet find something; false at the end.</summary>
    public bool TryTake([NotNullWhen(true)] out ScanWork? work)
    {
        lock (gate)
        {
            while (!isOver)
            {
                if (pending.TryPop(out work))
                {
                    count = pending.Count;
                    return true;
                }
                if (++waiting == threads)
                    End();
                else
                    Monitor.Wait(gate);
                waiting--;
            }
        }
        work = null;
        return false;
    }

    /// <summary>Sends every thread home, whatever is left.</summary>
    public void End()
    {
        lock (gate)
        {
            isOver = true;
            Monitor.PulseAll(gate);
        }
    }

    public FolderEntries Spare()
    {
        lock (gate)
            return spare.TryPop(out var entries) ? entries : new FolderEntries();
    }

    public void Return(FolderEntries entries)
    {
        lock (gate)
            spare.Push(entries);
    }

    /// <summary>Closes what nobody will read any more; called when no thread is left.</summary>
    public void Clear()
    {
        while (pending.TryPop(out var left))
            left.Release();
    }
}
