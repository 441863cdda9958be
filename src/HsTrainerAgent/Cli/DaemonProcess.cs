using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Cli;

/// <summary>Tells whether the daemon's process lives, also where its user may not see it (hidepid=, ProtectProc=): its lock is seen by all.</summary>
internal static class DaemonProcess
{
    public static bool Runs(HostPaths host, AgentState agent) => ProcessTable.Find(agent.Pid) is { } process
        ? process.IsAlive && process.Start == agent.ProcessStart
        : Holds(host, agent.Pid);

    /// <summary>The daemon by its lock alone; null when there is none, or it cannot be told.</summary>
    public static int? Holder(HostPaths host) => FileLock.HolderOf(host.DaemonLock) is { } pid && Holds(host, pid) ? pid : null;

    private static bool Holds(HostPaths host, int pid) =>
        RegularFile.Look(host.DaemonLock, out _, out var stamp) && FlockTable.Holds(pid, stamp.Inode);
}
