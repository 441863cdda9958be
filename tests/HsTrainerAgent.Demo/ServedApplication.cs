using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;

namespace HsTrainerAgent.Demo;

/// <summary><c>serve FOLDER TOKEN…</c>: the stand-in application alone, until SIGTERM, for the system tests; leaves <c>url</c> and <c>ca.pem</c> in the folder. SIGHUP gives it a certificate of a new authority; a word in the folder's file <c>answer</c> (rejects, broken, down, silent) is how it answers while it is there.</summary>
internal static class ServedApplication
{
    private static readonly TimeSpan LooksApart = TimeSpan.FromMilliseconds(50);

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
        var answer = Path.Combine(folder, "answer");
        do
            application.Instead = Named(File.Exists(answer) ? File.ReadAllText(answer).Trim() : "");
        while (await Task.WhenAny(end.Task, Task.Delay(LooksApart)) != end.Task);
        return 0;
    }

    private static RequestDelegate? Named(string word) => word switch
    {
        "rejects" => Answers.Status(401, """{"detail":"Invalid token."}"""),
        "broken" => Answers.Status(500),
        "down" => Answers.Reset,
        "silent" => Answers.Silence,
        _ => null,
    };

    // Whole or not at all, for somebody waits for it.
    private static void Leave(string folder, string name, string content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path + ".new", content);
        File.Move(path + ".new", path, overwrite: true);
    }
}
