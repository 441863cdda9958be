using System.Runtime.InteropServices;

namespace HsTrainerAgent.Demo;

/// <summary><c>serve FOLDER TOKEN…</c>: the stand-in application alone, until SIGTERM, for the system tests; leaves <c>url</c> and <c>ca.pem</c> in the folder. SIGHUP gives it a certificate of a new authority.</summary>
internal static class ServedApplication
{
    public static async Task<int> RunAsync(string folder, string[] tokens)
    {
        var first = new ThrowAwayCa();
        await using var application = await StandInApplication.StartAsync(first.IssueServer("localhost"), tokens);
        application.Version = TrainerHost.Version;
        var end = new TaskCompletionSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            end.TrySetResult();
        }
        void Renew(PosixSignalContext signal)
        {
            signal.Cancel = true;
            var next = new ThrowAwayCa();
            application.Certificate = next.IssueServer("localhost");
            Leave(folder, "ca.pem", next.Pem);
        }
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Renew);
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        Leave(folder, "ca.pem", first.Pem);
        Leave(folder, "url", application.Url);
        await end.Task;
        return 0;
    }

    // Whole or not at all, for somebody waits for it.
    private static void Leave(string folder, string name, string content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path + ".new", content);
        File.Move(path + ".new", path, overwrite: true);
    }
}
