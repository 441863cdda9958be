using System.Runtime.CompilerServices;

namespace HsTrainerAgent.Tests;

/// <summary>
/// Tests that wait for a process without giving their thread back must not hold up the clocks of those beside them: on two cores the pool begins with
/// two threads and adds about one in half a second, so that a delay of 20 ms may take seconds.
/// </summary>
internal static class PoolThreads
{
    [ModuleInitializer]
    internal static void AreThereFromTheBeginning() => ThreadPool.SetMinThreads(32, 32);
}
