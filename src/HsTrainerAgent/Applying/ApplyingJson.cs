using System.Text.Json.Serialization;

namespace HsTrainerAgent.Applying;

/// <summary>How the records of applying are written; none of them has a place for a token.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AppliedRecord))]
[JsonSerializable(typeof(Attempts))]
[JsonSerializable(typeof(TrainerRun))]
internal sealed partial class ApplyingJson : JsonSerializerContext
{
    /// <summary>In bytes; a larger file is none of ours.</summary>
    public const int Largest = 64 * 1024;
}
