using System.Text;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Bundling.Scrubbing;

/// <summary>Where something was found: its first byte, and the one behind its last.</summary>
internal readonly record struct Span(int Start, int End);

/// <summary>One way in which a secret may stand in a text, and how to find it there.</summary>
/// <param name="name">For people, as in <c>base64</c>.</param>
internal abstract class Form(string name)
{
    public string Name => name;

    /// <summary>In bytes, of the longest text that it finds.</summary>
    public abstract int Longest { get; }

    public abstract void Find(ReadOnlySpan<byte> text, List<Span> found);

    public static IEnumerable<Form> Of(KnownSecret known)
    {
        var bytes = Encoding.UTF8.GetBytes(known.Secret.Reveal());
        yield return new SpelledForm(bytes, known.IsShort);
        if (known.IsShort)
            yield break;
        foreach (var form in known.Secret.RevealForms())
            yield return new ExactForm(form == known.Secret.Reveal() ? "as it is" : "encoded (base64, hex, URL, HTML, JSON or shell)", Encoding.UTF8.GetBytes(form));
        foreach (var form in known.Secret.RevealForms().SelectMany(Again).Distinct().Except(known.Secret.RevealForms()))
            yield return new ExactForm("encoded twice", Encoding.UTF8.GetBytes(form));
        // As journalctl and systemd write bytes that are no text.
        yield return new ExactForm("a list of byte values", Encoding.ASCII.GetBytes(string.Join(',', bytes)));
        yield return new ExactForm("a list of byte values", Encoding.ASCII.GetBytes(string.Join(", ", bytes)));
        yield return new ExactForm("UTF-16", Encoding.Unicode.GetBytes(known.Secret.Reveal()));
    }

    /// <summary>What a second encoding makes of a form: JSON around it, JSON around that, a URL around base64.</summary>
    private static IEnumerable<string> Again(string form)
    {
        yield return InJson(form);
        yield return InJson(InJson(form));
        var url = Uri.EscapeDataString(form);
        if (form.Contains('%') || url == form)
            yield break;
        yield return url;
        yield return url.Replace("%2B", "%2b", StringComparison.Ordinal).Replace("%2F", "%2f", StringComparison.Ordinal).Replace("%3D", "%3d", StringComparison.Ordinal);
    }

    private static string InJson(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}

/// <summary>The same bytes.</summary>
internal sealed class ExactForm(string name, byte[] bytes) : Form(name)
{
    public override int Longest => bytes.Length;

    public override void Find(ReadOnlySpan<byte> text, List<Span> found)
    {
        for (var from = 0; text[from..].IndexOf(bytes) is >= 0 and var at; from += at + 1)
            found.Add(new Span(from + at, from + at + bytes.Length));
    }
}
