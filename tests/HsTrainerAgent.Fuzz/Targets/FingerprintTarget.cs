using System.Text;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>Two sets of fields made of one text, parted in two ways: the same fingerprint exactly when all fields are the same.</summary>
internal sealed class FingerprintTarget : Target
{
    private const int Fields = 10;

    public override string Name => "fingerprint";

    public override double Share => 2;

    public override int Longest => 400;

    public override IEnumerable<byte[]> Seeds =>
    [
        [.. Enumerable.Range(0, 2 * Fields).Select(part => (byte)(part % Fields + 1)), .. "https://a.b/tokenNAMEvaluecaFileclientrevision1/opt/b32.0.3/mnt/hs\0\0\0\0"u8],
        [.. Enumerable.Repeat((byte)1, 2 * Fields), .. "aaaaaaaaaaaaaaaaaaaaaaaa"u8], [.. Enumerable.Repeat((byte)0, 2 * Fields)],
    ];

    public override IReadOnlyList<string> Words => ["caFile", "files", "\0\0\0\0\0\0\0\u0001", "1", "2"];

    public override void Try(byte[] input)
    {
        if (input.Length < 2 * Fields)
            return;
        var text = input[(2 * Fields)..];
        var (one, other) = (Parted(text, input.AsSpan(0, Fields)), Parted(text, input.AsSpan(Fields, Fields)));
        var same = one.Zip(other).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
        var (first, second) = (Of(one), Of(other));
        ComplaintException.Unless(first == second == same, "two connections with one fingerprint, or one with two", Convert.ToHexString(input));
        ComplaintException.Unless(first.Shown.Length == 12 && first.ToString() == first.Shown, "a fingerprint shows itself", "");
    }

    private static byte[][] Parted(byte[] text, ReadOnlySpan<byte> lengths)
    {
        var (parts, at) = (new byte[Fields][], 0);
        for (var part = 0; part < Fields; part++)
        {
            var end = part == Fields - 1 ? text.Length : Math.Min(text.Length, at + lengths[part] % 40);
            parts[part] = text[at..end];
            at = end;
        }
        return parts;
    }

    // An empty file or an empty line is left out, as settings would: how many there are counts too.
    private static Fingerprint Of(byte[][] fields)
    {
        string Text(int field) => Encoding.Latin1.GetString(fields[field]);
        List<KeyValuePair<string, string>> lines = fields[2].Length + fields[3].Length == 0 ? [] : [new(Text(2), Text(3))];
        List<(string, byte[])> files = [("caFile", fields[4]), ("files", fields[5])];
        var settings = Samples.Settings with
        {
            Application = new ApplicationSettings { Url = Text(0), Token = new Secret(Text(1)), Revision = Text(6), Tls = new TlsSettings { Environment = lines } },
        };
        return Fingerprint.Of(settings, new TrainerSettings { Name = "t", Bundle = Text(7), Version = Text(8), Path = Text(9) }, files);
    }
}
