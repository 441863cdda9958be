using System.Text;

namespace HsTrainerAgent.Linux;

/// <summary>The id that a host was given when it was installed or first booted (machine-id(5)).</summary>
internal static class MachineId
{
    public const string File = "/etc/machine-id";

    /// <summary>32 hexadecimal digits in lower case, or null and why; a golden image has an empty file or the word <c>uninitialized</c>.</summary>
    public static string? Of(HostPaths host, out string? why)
    {
        var content = WholeFile.Read(host.Follow(File), 64);
        var text = Encoding.ASCII.GetString(content.Bytes).TrimEnd('\n');
        why = content.Wrong is { } wrong ? $"{File} {wrong}" : IsId(text) ? null : $"{File} holds no id";
        return why is null ? text : null;
    }

    public static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower) && text.Any(digit => digit != '0');
}
