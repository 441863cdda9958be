using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Claims;

/// <summary>What a machine leaves beside the data each time it starts a trainer there.</summary>
/// <param name="Machine">Its machine-id(5).</param>
/// <param name="Version">The trainer's, as its settings have it.</param>
/// <param name="Boot">The kernel's boot id; empty where it was not known.</param>
/// <param name="Agent">The agent's version.</param>
internal sealed record Claim(string Machine, string Host, string Version, DateTimeOffset At, string Boot, string Agent)
{
    /// <summary>In bytes; a larger file is none of ours.</summary>
    public const int Largest = 4096;

    private const int LongestShown = 64;

    /// <summary>One for each machine and version, so that no machine ever writes another's.</summary>
    public string FileName => $"claim-{string.Concat(Version.Take(48).Select(c => char.IsAsciiLetterOrDigit(c) || c == '.' ? c : '_'))}-{Machine}.json";

    /// <summary>For people, as in <c>trainer02 (machine id 3f2a91c0…)</c>.</summary>
    public string Who => $"{Shown(Host)} (machine id {Machine[..8]}…)";

    public string ShownVersion => Shown(Version);

    public byte[] ToJson() => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["machine"] = Machine,
        ["host"] = Host,
        ["version"] = Version,
        ["at"] = At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["boot"] = Boot,
        ["agent"] = Agent,
    }.ToJsonString() + "\n");

    /// <summary>Null for what is no claim; members it does not know it skips, as those of a later version.</summary>
    public static Claim? Parse(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            string Text(string name) => document.RootElement.TryGetProperty(name, out var member) ? member.GetString() ?? "" : "";
            var claim = new Claim(Text("machine"), Text("host"), Text("version"), default, Text("boot"), Text("agent"));
            return MachineId.IsId(claim.Machine) && claim.Host.Length > 0 && claim.Version.Length > 0
                && DateTimeOffset.TryParse(Text("at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? claim with { At = at } : null;
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // Another machine's root wrote it, or whoever could.
    private static string Shown(string text) => Printable.Line(text.Length > LongestShown ? text[..LongestShown] + "…" : text);
}
