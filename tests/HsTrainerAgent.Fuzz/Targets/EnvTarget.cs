using System.Text;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Storage;
using HsTrainerAgent.Fuzz.Oracles;
using HsTrainerAgent.Repairing;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>The bundle's <c>.env</c>: findings that show no foreign variable's value, and cures that cure what they are for, once, and leave comments and other variables alone.</summary>
internal sealed class EnvTarget : Target
{
    private static readonly DesiredEnvironment[] Desired =
    [
        new("/opt/hs/b", "/mnt/hs", []),
        new("/opt/hs/b", "/app/HS", []),
        new("/opt/hs/b", "/mnt/hs", [new("CA_FILE", "/certs/my ca.pem"), new("VERIFY", "true")]),
        new("/opt/hs/b", "/app/it's \"a $b\\", [new("CA_FILE", "a'b\"c\\d$e`f"), new("EMPTY", ""), new("TAB", "a\tb")]),
    ];

    private static readonly string[] Cured = [EnvironmentKinds.NotEmpty.Code, EnvironmentKinds.Path.Code, EnvironmentKinds.Tls.Code];

    public override string Name => "env";

    public override Form Form => Form.Lines;

    public override double Share => 2;

    public override int Longest => 2048;

    public override IEnumerable<byte[]> Seeds =>
    [
        Utf8("0A=1\nexport DB_PASSWORD=geheim\n# note\n"), Utf8("1HS_PATH=/app/HS\n"), Utf8("1HS_PATH='/app/HS'\nHS_PATH=\"/old\"\nTRAINER_USER=x"), Utf8("2VERIFY=true\r\nexport CA_FILE='/certs/my ca.pem'\r\n"),
        Utf8("3\ufeffHS_PATH=/app/HS\nCA_FILE=x\n  export\tEMPTY=\n text\n"), Utf8("0\n"), Utf8("1"),
    ];

    public override IReadOnlyList<string> Words =>
        ["HS_PATH=", "CA_FILE=", "VERIFY=", "EMPTY=", "export ", "export\v", "TOKEN_REVALIDATION_X=", "TRAINER_USER=", "\ufeff", "\r\n", "\r", "'", "\"", "\\", "'\\''", "# ", "/app/HS", "=", "$", "`", "\v", "\f", "\u00a0"];

    public override void Try(byte[] input)
    {
        if (input.Length == 0)
            return;
        var (desired, content) = (Desired[input[0] % Desired.Length], input[1..]);
        var before = Found(desired, content);
        foreach (var code in Cured)
        {
            var after = EnvironmentEdit.After(code, desired, content);
            ComplaintException.Unless(after is null == before.All(finding => finding.Code != code), "a cure without a finding, or none for one", code);
            if (after is null)
                continue;
            var left = Found(desired, after);
            if (left.FirstOrDefault(finding => finding.Code == code) is { } still)
                throw new ComplaintException($"{code} is not cured", $"{still.Observed}: {Messages.Shown(Encoding.Latin1.GetString(after))}");
            if (left.FirstOrDefault(finding => before.All(known => known.Code != finding.Code)) is { } made)
                throw new ComplaintException($"the cure of {code} makes {made.Code}", made.Observed);
            if (code != EnvironmentKinds.NotEmpty.Code)
                KeepsOthers(desired, content, after, code);
        }
    }

    private static List<Finding> Found(DesiredEnvironment desired, byte[] content)
    {
        var findings = EnvironmentDrift.Between(desired, EnvFile.Parse(content)).ToList();
        foreach (var finding in findings)
            FindingOracle.Judge(finding);
        return findings;
    }

    private static void KeepsOthers(DesiredEnvironment desired, byte[] before, byte[] after, string code)
    {
        var (then, now) = (EnvFile.Parse(before), EnvFile.Parse(after));
        foreach (var other in then.Assignments.Where(assignment => assignment.Name != "HS_PATH" && !desired.TlsNames.Contains(assignment.Name)))
        {
            if (now.ValueOf(other.Name) != then.ValueOf(other.Name))
                throw new ComplaintException($"the cure of {code} changes another variable", Messages.Shown(other.Name));
        }
    }
}
