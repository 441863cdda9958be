using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Applying;

/// <summary>How the records of applying are read and written; none of them has a place for a token.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AppliedRecord))]
[JsonSerializable(typeof(Attempts))]
[JsonSerializable(typeof(TrainerRun))]
internal sealed partial class ApplyingJson : JsonSerializerContext
{
    /// <summary>In bytes; a larger file is none of ours.</summary>
    private const int Largest = 64 * 1024;

    private const UnixFileMode Mode0640 = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>Null for a damaged file, and for one that cannot be read, with <paramref name="wrong"/> then in words that follow the path.</summary>
    public static T? Read<T>(string path, JsonTypeInfo<T> type, out string? wrong) where T : class
    {
        var content = WholeFile.Read(path, Largest);
        wrong = content.Problem == FileProblem.Missing ? null : content.Wrong;
        try
        {
            return content.Problem == FileProblem.None ? JsonSerializer.Deserialize(content.Bytes, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">Nothing was written.</exception>
    public static void Write<T>(string path, T record, JsonTypeInfo<T> type) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(record, type), Mode0640);
}
