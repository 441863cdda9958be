using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Applying;

/// <summary>How the records of applying are read and written; none of them has a place for a token.</summary>
/// <remarks>
/// The version before and the one after read them too: a member is only ever added, as a property with a default, and keeps its meaning.
/// What an older version does not know it skips; what it cannot understand is damaged to it.
/// </remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AppliedRecord))]
[JsonSerializable(typeof(Attempts))]
[JsonSerializable(typeof(TrainerRun))]
[JsonSerializable(typeof(GuardAnswer))]
[JsonSerializable(typeof(Pause))]
internal sealed partial class ApplyingJson : JsonSerializerContext
{
    /// <summary>In bytes; a larger file is none of ours.</summary>
    private const int Largest = 64 * 1024;

    public const string Damaged = "is damaged";

    private const UnixFileMode Mode0640 = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>Null without more for a missing file; for a damaged one, and one that cannot be read, <paramref name="wrong"/> has words that follow the path.</summary>
    public static T? Read<T>(string path, JsonTypeInfo<T> type, out string? wrong) where T : class
    {
        var content = WholeFile.Read(path, Largest);
        wrong = content.Problem == FileProblem.Missing ? null : content.Wrong;
        T? record = null;
        try
        {
            record = content.Problem == FileProblem.None ? JsonSerializer.Deserialize(content.Bytes, type) : null;
        }
        catch (JsonException)
        {
            // Told below, like a file without any record in it.
        }
        if (content.Problem == FileProblem.None && record is null)
            wrong = Damaged;
        return record;
    }

    /// <exception cref="IOException">Nothing was written.</exception>
    public static void Write<T>(string path, T record, JsonTypeInfo<T> type) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(record, type), Mode0640);
}
