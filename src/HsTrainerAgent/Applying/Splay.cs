using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>How long this machine waits before it applies a change, so that a fleet with one token does not restart together: always the same on one machine.</summary>
internal static class Splay
{
    /// <summary>At least nothing, less than <c>apply.splay</c>, and short enough to end within each of the windows.</summary>
    /// <param name="machine">Its machine-id(5), or a name of it.</param>
    public static TimeSpan Of(ApplySettings apply, string machine)
    {
        var most = apply.Windows.Select(window => window.For).Append(apply.Splay).Min();
        if (most <= TimeSpan.Zero)
            return TimeSpan.Zero;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("hs-trainer-agent apply.splay " + machine));
        var wait = ((UInt128)BinaryPrimitives.ReadUInt64BigEndian(hash) * (ulong)most.Ticks) >> 64;
        return TimeSpan.FromTicks((long)wait);
    }

    /// <summary>What tells this machine from the others of its fleet.</summary>
    public static string Machine(HostPaths host) => MachineId.Of(host, out _) ?? Environment.MachineName;
}
