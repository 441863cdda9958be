using System.Diagnostics;
using System.Text;
using HsTrainerAgent.Checks.Storage;
using HsTrainerAgent.Fuzz.Oracles;
using HsTrainerAgent.Repairing;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>The cure of an <c>.env</c> that an operator pastes into a shell makes, byte for byte, what the repair makes.</summary>
internal sealed class EnvShellTarget : Target
{
    private readonly Scratch scratch = new("env-shell");

    public override string Name => "env-shell";

    public override Form Form => Form.Lines;

    public override double Share => 0.01;

    public override int Longest => 512;

    public override IEnumerable<byte[]> Seeds => new EnvTarget().Seeds;

    public override IReadOnlyList<string> Words => new EnvTarget().Words;

    public override void Try(byte[] input)
    {
        // A NUL is nothing that a shell's tools agree on.
        if (input.Length == 0 || input.Contains((byte)0))
            return;
        var content = input.AsSpan(1).ToArray();
        KeyValuePair<string, string>[] tls = (input[0] & 2) == 0 ? [] : [new("CA_FILE", "/certs/it's \\my ca.pem"), new("VERIFY", "true")];
        var desired = new DesiredEnvironment(scratch.Folder, (input[0] & 1) == 0 ? "/mnt/hs" : "/app/H S", tls);
        foreach (var finding in EnvironmentDrift.Between(desired, EnvFile.Parse(content)))
        {
            if (finding.Code == EnvironmentKinds.ApplicationVariable.Code)
                continue;
            scratch.With(".env", content);
            Run(finding.Fix);
            var (shell, ours) = (File.ReadAllBytes(desired.File), EnvironmentEdit.After(finding.Code, desired, content)!);
            if (!shell.AsSpan().SequenceEqual(ours))
                throw new ComplaintException($"the shell's cure of {finding.Code} differs", $"{finding.Fix}\nshell  {Text(shell)}\nrepair {Text(ours)}");
        }
    }

    private static void Run(string command)
    {
        using var bash = Process.Start("bash", ["--norc", "-ec", command]);
        bash.WaitForExit();
        ComplaintException.Unless(bash.ExitCode == 0, "a cure that fails", command);
    }

    private static string Text(byte[] bytes) => Messages.Shown(Encoding.Latin1.GetString(bytes));
}
