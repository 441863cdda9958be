using System.Diagnostics;
using System.Text;
using HsTrainerAgent.Fuzz.Oracles;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>A quoted word, pasted into bash, is exactly the word.</summary>
internal sealed class ShellQuoteTarget : Target
{
    public override string Name => "shell-quote";

    public override Form Form => Form.Lines;

    public override double Share => 0.03;

    public override int Longest => 400;

    public override IEnumerable<byte[]> Seeds => [Utf8("/mnt/hs\na b\nit's\n$(id)\n`id`\n\"\\\n\t\r\n!x\n~\n*?[a]\n"), Utf8("\u0001\u001b[1m\u007f\u0085\n'\\''\n\\\\n\n-e\n#\n")];

    public override IReadOnlyList<string> Words => ["'", "\\'", "$'", "\"", "\\", "$", "`", "!", "\u0007", "\u0085", "0", "a", "f", "\ud83d\ude00"];

    public override void Try(byte[] input)
    {
        var words = Encoding.UTF8.GetString(input).Split('\n').Where(word => !word.Contains('\0')).Concat(["a\nb"]).ToList();
        var quoted = words.Select(ShellText.Quote).ToList();
        foreach (var word in quoted)
            ComplaintException.Unless(!word.Contains('\n') && !word.Contains('\u001b'), "a quoted word that steers a terminal", Messages.Shown(word));
        // Restricted and without a PATH: what breaks out of its quotes finds nothing to run.
        using var bash = Process.Start(new ProcessStartInfo("env", ["-i", "LC_ALL=C.UTF-8", "PATH=/nonexistent", "/bin/bash", "--norc", "-rc", $"printf '%s\\0' {string.Join(' ', quoted)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        ComplaintException.Unless(output == string.Concat(words.Select(word => word + "\0")), "a shell takes a quoted word for another", Messages.Shown(string.Join(' ', quoted)));
    }
}
