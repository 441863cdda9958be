using System.CommandLine;
using HsTrainerAgent.Broker;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli;

/// <summary><c>broker</c>: answers one request on standard input; what the broker's socket unit runs, as root without capabilities.</summary>
internal static class BrokerVerb
{
    private const int StandardOutput = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Command Create()
    {
        var verb = new Command("broker", "Answer one request of the daemon (used by hs-trainer-agent-broker@.service)") { Hidden = true };
        verb.SetAction((parsed, cancellation) => RunAsync(parsed.SettingsFile(), parsed.Host(), cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(string settingsFile, HostPaths host, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        var connection = new Connection(input, output, StandardOutput, clock);
        var request = await connection.RequestAsync().ConfigureAwait(false);
        var why = request is null
            ? "a request is one line of at most 64 bytes: restart NAME, start NAME, repair NAME or guard NAME"
            : await ObjectionAsync(settingsFile, host, request).ConfigureAwait(false);
        if (why is not null)
        {
            Console.Error.WriteLine($"refused: {why}");
            await connection.AnswerAsync(new BrokerAnswer(BrokerVerdict.Refused, why)).ConfigureAwait(false);
            return ExitCode.Good;
        }
        using var bus = new SystemBus(clock);
        var order = new UnitOrders(bus, clock).CarryOutAsync(request!, cancellation);
        // Whoever leaves early frees the connection; process 1 goes on with what was asked.
        if (await Task.WhenAny(order, LeftAsync(connection, clock)).ConfigureAwait(false) == order)
        {
            var answer = await order.ConfigureAwait(false);
            Console.Error.WriteLine($"{request!.Verb.ToString().ToLowerInvariant()} {request.Trainer}: {answer.Verdict.ToString().ToLowerInvariant()} {answer.Text}");
            await connection.AnswerAsync(answer).ConfigureAwait(false);
        }
        return ExitCode.Good;
    }

    // The order reaches process 1 first, also of a client that asks and leaves.
    private static async Task LeftAsync(Connection connection, TimeProvider clock)
    {
        await connection.GoneAsync().ConfigureAwait(false);
        await Task.Delay(TimeSpan.FromSeconds(2), clock).ConfigureAwait(false);
    }

    // On a file system that hangs, requests would pile up until the socket takes no more.
    private static async Task<string?> ObjectionAsync(string settingsFile, HostPaths host, BrokerRequest request)
    {
        var judged = Task.Run(() => Objection(settingsFile, host, request));
        return await Task.WhenAny(judged, Task.Delay(Patience)).ConfigureAwait(false) == judged
            ? await judged.ConfigureAwait(false)
            : $"{settingsFile}, or a file it names, does not answer within {Patience.TotalSeconds} s";
    }

    private static string? Objection(string settingsFile, HostPaths host, BrokerRequest request)
    {
        if (WriteAccess.OpenToOthers(host, settingsFile, out var unknown, self: 0) is { } open)
            return $"{settingsFile} {open.How}: {open.Cure}";
        if (unknown is not null)
            return $"who may write {settingsFile} cannot be told: {unknown}";
        var reading = SettingsFile.Read(settingsFile, host);
        return reading.Settings is not { } settings ? reading.Errors[0].ToString()
            // The daemon's power ends where the operator has not given it.
            : request.Verb == RequestKind.Repair && settings.Repair != RepairMode.Auto ? $"repair.mode in {settingsFile} is not \"auto\": by hand, sudo hs-trainer-agent repair {request.Trainer}"
            : request.Verb == RequestKind.Guard && settings.Apply.Guard is null ? $"{settingsFile} has no apply.guard"
            : settings.Trainers.All(trainer => trainer.Name != request.Trainer) ? $"{settingsFile} has no trainer {request.Trainer}"
            : null;
    }
}
