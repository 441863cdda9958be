using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Checks;

/// <summary>How bad a finding is: an error keeps a trainer from working, a warning may.</summary>
internal enum Severity { Warning, Error }

/// <summary>A kind of finding, declared once as data beside its check.</summary>
/// <param name="Code"><c>check.kind</c>, a contract.</param>
/// <param name="Title">One line, without a full stop: what is wrong.</param>
/// <param name="FixTemplate">A shell command with <c>{name}</c> placeholders, or a comment line (<c># …</c>) where no command can cure it.</param>
/// <param name="Article">Which step of the vendor's article demands it; empty when the demand is not the article's.</param>
/// <param name="Explanation">What it means, why it matters, what to do; plain paragraphs.</param>
internal sealed record FindingKind(string Code, Severity Severity, string Title, string FixTemplate, string Article, string Explanation)
{
    /// <summary>A finding of this kind. Placeholders in the fix are filled with shell-quoted values; <c>{subject}</c> is always there.</summary>
    public Finding Found(string subject, string desired, string observed, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var fix = FixTemplate.Replace("{subject}", ShellText.Quote(subject), StringComparison.Ordinal);
        foreach (var (name, value) in values)
            fix = fix.Replace("{" + name + "}", ShellText.Quote(value), StringComparison.Ordinal);
        return new Finding(this, subject, desired, observed, fix);
    }

    /// <summary>A finding whose cure depends on more than placeholders; the caller quotes.</summary>
    public Finding FoundWithFix(string subject, string desired, string observed, string fix) => new(this, subject, desired, observed, fix);
}

/// <summary>One drift that was seen: what should be, what is, and the command that cures it.</summary>
internal sealed record Finding(FindingKind Kind, string Subject, string Desired, string Observed, string Fix)
{
    public string Code => Kind.Code;

    public Severity Severity => Kind.Severity;
}
