using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using HsTrainerAgent.Article;
using HsTrainerAgent.Checks.Host;
using HsTrainerAgent.Cli.Completing;
using HsTrainerAgent.Fuzz.Oracles;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Settings.Kinds;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>Short texts of the host that every reader gets: versions, bundle names, labels, kernel tables, words of a shell.</summary>
internal sealed class TextTarget : Target
{
    private static readonly byte[] Wanted = Utf8("container_file_t");

    public override string Name => "text";

    public override double Share => 5;

    public override int Longest => 512;

    public override IEnumerable<byte[]> Seeds =>
    [
        .. ((string[])["podman version 4.9.4-rhel", "Docker version 28.2.2, build e6534b4", "32.0.3", "v42.0.1-rc1", "28.1", "/opt/hs/hyperscience-trainer-32.0.3", "hyperscience-v32.0.3-rc.1",
            "system_u:object_r:container_file_t:s0", "system_u:object_r:container_file_t:s0:c1,c2\0", "unconfined_u:object_r:mnt_t", "1: FLOCK  ADVISORY  WRITE 708 00:1a:642 0 EOF\n",
            "  |-- 127.0.0.1\n     /32 host LOCAL\n", "00000000000000000000000000000001 01 80 10 80       lo\n", "hs-trainer-agent check \"a b\" 'c", "/mnt/hs/a b(1)*"]).Select(Utf8),
    ];

    public override IReadOnlyList<string> Words =>
        ["podman version ", "docker version ", ".", "v", "-rc1", "+", "~", "trainer-", ":", "object_r", "s0", "c0.c1023", "FLOCK", "-> ", "|-- ", "/32 host LOCAL", "999999", "1000000", "fe80", "\\", "$HOME", "(", "*"];

    public override void Try(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (EngineVersion.Read(text) is { } engine)
        {
            Messages.Actionable("an engine", engine.ToString());
            _ = engine.IsTooOld;
        }
        if (TrainerVersion.Read(text) is { } version)
        {
            ComplaintException.Unless(!version.IsOlderThan(version), "a version older than itself", text);
            ComplaintException.Unless(TrainerVersion.Read(version.ToString()) == version, "a version is read as another than was written", text);
        }
        if (BundleName.OfBundle(text) is { } name && !Forms.Name.Fits(BundleName.AsName(name)))
            throw new ComplaintException("a bundle's version that makes no name", name);
        Layouts(text);
        Labels(input);
        Tables(text);
        ComplaintException.Unless(ShellWords.Of(text).Count > 0, "a line without a word", text);
        var path = "/" + UnixText.FromBytes(input);
        var expression = FileContextsText.Expression(path);
        if (!Regex.IsMatch(Encoding.Latin1.GetString(UnixText.ToBytes(path)), $"^(?:{expression})\\z", RegexOptions.Singleline | RegexOptions.CultureInvariant))
            throw new ComplaintException("an expression that is not its path's", Messages.Shown(expression));
    }

    private static void Layouts(string text)
    {
        var layout = Layout.For(text, "/mnt/hs", out var reason);
        ComplaintException.Unless(layout is null != reason is null, "a layout and a reason, or neither", text);
        if (layout is null)
            ComplaintException.Unless(!string.IsNullOrWhiteSpace(reason), "no reason", text);
        _ = Layout.For("32.0.3", text, out _);
    }

    private static void Labels(byte[] input)
    {
        var label = Label.Parse(input);
        Messages.Harmless("a label", Label.Shown(input));
        if (Label.IsOfType(input, Wanted))
            ComplaintException.Unless(label?.Type == "container_file_t", "a type by one reader only", Encoding.Latin1.GetString(input));
        if (label is not null)
            ComplaintException.Unless(label.HasCategories == !Label.Categories(input).IsEmpty, "categories by one reader only", Encoding.Latin1.GetString(input));
    }

    private static void Tables(string text)
    {
        _ = FlockTable.Holds(text, 708, 642);
        foreach (var address in OwnAddresses.OfTrie(text).Concat(OwnAddresses.OfInterfaces(text)))
            _ = OwnAddresses.Contains(new HashSet<IPAddress>(), address);
    }
}
