using System.Text;

namespace HsTrainerAgent.Cli;

/// <summary>Writes each line with the same words before it.</summary>
internal sealed class PrefixedLines(TextWriter inner, string prefix) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void WriteLine(string? value) => inner.WriteLine(prefix + value);

    public override Task WriteLineAsync(string? value) => inner.WriteLineAsync(prefix + value);

    public override void Write(char value) => inner.Write(value);

    public override Task FlushAsync() => inner.FlushAsync();
}
