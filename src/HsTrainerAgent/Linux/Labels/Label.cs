using System.Text;

namespace HsTrainerAgent.Linux.Labels;

/// <summary>A security context, as in <c>system_u:object_r:container_file_t:s0</c>.</summary>
/// <param name="Level">Everything after the type, with categories if it has any; empty without MLS.</param>
internal sealed record Label(string Type, string Level)
{
    public bool HasCategories => Level.Contains(':');

    /// <summary>Null for a text that is no context.</summary>
    public static Label? Parse(ReadOnlySpan<byte> context)
    {
        var parts = UnixText.FromBytes(context.TrimEnd((byte)0)).Split(':', 4);
        return parts.Length >= 3 ? new Label(parts[2], parts.Length > 3 ? parts[3] : "") : null;
    }

    /// <summary>Whether a context is of exactly this type; allocates nothing.</summary>
    public static bool IsOfType(ReadOnlySpan<byte> context, ReadOnlySpan<byte> type)
    {
        for (var part = 0; part < 2; part++)
        {
            var colon = context.IndexOf((byte)':');
            if (colon < 0)
                return false;
            context = context[(colon + 1)..];
        }
        var end = context.IndexOf((byte)':');
        return (end < 0 ? context.TrimEnd((byte)0) : context[..end]).SequenceEqual(type);
    }

    /// <summary>The level of a context if it has categories, else nothing; allocates nothing.</summary>
    public static ReadOnlySpan<byte> Categories(ReadOnlySpan<byte> context)
    {
        if (context.Count((byte)':') < 4)
            return [];
        for (var part = 0; part < 3; part++)
            context = context[(context.IndexOf((byte)':') + 1)..];
        return context.TrimEnd((byte)0);
    }

    /// <summary>For people: the type, or that there is none.</summary>
    public static string Shown(ReadOnlySpan<byte> context) =>
        context.IsEmpty ? "no label" : UnixText.Shown(Parse(context)?.Type ?? Encoding.Latin1.GetString(context));
}
