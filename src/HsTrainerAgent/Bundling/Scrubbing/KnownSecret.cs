using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Bundling.Scrubbing;

/// <summary>A secret that must not be in a bundle, and where it was found.</summary>
/// <param name="Where">For people, as in <c>the settings in force</c>; never the secret.</param>
internal sealed record KnownSecret(string Where, Secret Secret)
{
    /// <summary>A shorter one turns up in any text: it is looked for only where it stands as a word of its own, and not in base64 or hex.</summary>
    public const int Short = 8;

    public bool IsShort => Secret.Reveal().Length < Short;

    /// <summary>Whether it can be told from what it is replaced by.</summary>
    public bool CanBeLookedFor => Secret.Reveal() is { Length: > 0 } text && !Secret.Shown.Contains(text, StringComparison.Ordinal);
}
