namespace HsTrainerAgent.Settings.Source;

/// <summary>Tells settings that nobody has filled in yet, such as the packaged ones: no URL, no token and no bundle.</summary>
internal static class Blanks
{
    /// <summary>What must be filled in, in words.</summary>
    public const string Asked = "application.url, application.token and trainers[0].bundle";

    private static readonly string[] OfApplication = ["url", "token", "tokenFile"];

    /// <summary>The key paths that are left blank, which are no errors then; null when one of the three is filled in, or stands where it cannot be one.</summary>
    /// <remarks>Blank is what is missing, "" or null, an empty list, and a section without any other than blank ones of these keys.</remarks>
    public static IReadOnlySet<string>? Of(SourceValue settings)
    {
        var blank = new HashSet<string> { "application", "application.url", "application.token", "application.tokenFile", "trainers" };
        if (settings is not SourceObject top || !IsBlank(top, "application", out var application) || !IsBlank(top, "trainers", out var trainers))
            return null;
        if (application is SourceObject given && !OfApplication.All(name => IsBlank(given, name, out var value) && value is null))
            return null;
        var bundles = (trainers as SourceList)?.Items ?? [];
        blank.UnionWith(bundles.Select((_, index) => $"trainers[{index}].bundle"));
        return application is null or SourceObject && trainers is null or SourceList
            && bundles.All(trainer => trainer is SourceObject entry && IsBlank(entry, "bundle", out var bundle) && bundle is null) ? blank : null;
    }

    /// <param name="value">What the key has that may be blank inside; null when nothing.</param>
    /// <returns>False when it has more than that, or is there twice.</returns>
    private static bool IsBlank(SourceObject owner, string name, out SourceValue? value)
    {
        var found = owner.Members.Where(member => member.Name == name).Select(member => member.Value).ToList();
        value = found is [var only] && only is not (SourceNull or SourceString { Text: "" }) ? only : null;
        return found.Count < 2 && value is null or SourceObject or SourceList;
    }
}
