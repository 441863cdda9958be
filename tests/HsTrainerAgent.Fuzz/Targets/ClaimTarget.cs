using HsTrainerAgent.Checks.Storage;
using HsTrainerAgent.Claims;
using HsTrainerAgent.Fuzz.Oracles;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>Another machine's claim: no claim, or one that is written back the same, named by a harmless file, and told harmlessly.</summary>
internal sealed class ClaimTarget : Target
{
    private static readonly ThisMachine Self = new(new string('f', 32), "trainer01", "11111111-2222-3333-4444-555555555555", DateTimeOffset.UnixEpoch);

    public override string Name => "claim";

    public override Form Form => Form.Json;

    public override double Share => 3;

    public override int Longest => Claim.Largest;

    public override IEnumerable<byte[]> Seeds =>
    [
        new Claim("3f2a91c0d4e54f6a8b7c6d5e4f3a2b1c", "trainer02", "32.0.3", Samples.Clock.GetUtcNow(), "a6c5e0de-0c58-4b4e-8f0a-1c7a3f2c9d11", "0.1.0").ToJson(),
        new Claim(new string('f', 32), "trainer03", "v42.0.1-rc1", Samples.Clock.GetUtcNow(), "", "0.1.0").ToJson(),
    ];

    public override IReadOnlyList<string> Words => ["\"machine\": ", "\"host\": ", "\"version\": ", "\"at\": ", "\"boot\": ", "\"agent\": ", new string('f', 32), "../../etc", "2026-11-22T16:00:00", "+99:00"];

    public override void Try(byte[] input)
    {
        if (Claim.Parse(input) is not { } claim)
            return;
        Messages.Harmless("a claim", claim.Who + claim.ShownVersion);
        ComplaintException.Unless(claim.FileName.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && claim.FileName.Length < 255, "a claim with an odd name", claim.FileName);
        foreach (var finding in ClaimDrift.Of("/mnt/hs", [new FoundClaim("/mnt/hs/.hs-trainer-agent/claim-x.json", claim)], "32.0.3", Self))
            FindingOracle.Judge(finding);
        var written = claim.ToJson();
        var again = Claim.Parse(written);
        ComplaintException.Unless(again is not null && again.ToJson().AsSpan().SequenceEqual(written), "a claim is read as another than was written", claim.ToString());
    }
}
