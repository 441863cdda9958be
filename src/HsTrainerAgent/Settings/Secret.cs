using System.Text;

namespace HsTrainerAgent.Settings;

/// <summary>A text that cannot be printed by accident: whatever formats, logs or serialises it sees <c>***</c>.</summary>
internal sealed class Secret(string text) : IEquatable<Secret>
{
    public const string Shown = "***";

    private readonly string text = text;
    private readonly Lazy<IReadOnlyList<string>> forms = new(() => SecretForms.Of(text));

    /// <summary>The one way to the text, for the HTTP header, the fingerprint and run.sh's argv.</summary>
    public string Reveal() => text;

    /// <summary>The text and what others may make of it, for those who search for it; the longest first.</summary>
    public IReadOnlyList<string> RevealForms() => forms.Value;

    /// <summary>The other text without the secret in any of its forms: each occurrence becomes <c>***</c>.</summary>
    public string Scrub(string other) => forms.Value.Aggregate(other, (clean, form) => clean.Replace(form, Shown, StringComparison.Ordinal));

    public bool Equals(Secret? other) =>
        other is not null && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(other.text));

    public override bool Equals(object? obj) => Equals(obj as Secret);

    public override int GetHashCode() => 0;

    public override string ToString() => Shown;
}
