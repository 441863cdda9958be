using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace HsTrainerAgent.Linux.Systemd;

/// <summary>Sends entries to journald by sd_journal_sendv(3) of the system's libsystemd, which also brings those over that fit into no datagram.</summary>
internal static unsafe partial class Journal
{
    private const string Library = "libsystemd.so.0";
    private const string Socket = "/run/systemd/journal/socket";

    private static readonly Lazy<bool> CanBeCalled = new(() => NativeLibrary.TryLoad(Library, out _));

    /// <summary>Whether journald and the library are there.</summary>
    public static bool IsThere => File.Exists(Socket) && CanBeCalled.Value;

    /// <summary>Whether this process was started with its standard output or error connected to the journal, and still is.</summary>
    public static bool IsOwnOutput => IsStream(Environment.GetEnvironmentVariable("JOURNAL_STREAM"), 1) || IsStream(Environment.GetEnvironmentVariable("JOURNAL_STREAM"), 2);

    /// <summary>The same of its standard error alone, whose lines may begin with a priority.</summary>
    public static bool IsOwnError => IsStream(Environment.GetEnvironmentVariable("JOURNAL_STREAM"), 2);

    /// <param name="stream">JOURNAL_STREAM of systemd.exec(5): the stream's <c>device:inode</c> in decimal. A process that was led elsewhere may have inherited it.</param>
    public static bool IsStream(string? stream, int descriptor) =>
        stream is not null && FileFacts.TryRead(descriptor, "\0"u8, Libc.AT_EMPTY_PATH, out var facts, out _)
        && stream == string.Create(CultureInfo.InvariantCulture, $"{Device(facts.Volume)}:{facts.Inode}");

    /// <param name="fields">Names of capitals, digits and underscores: others are dropped by journald. Values may have line breaks; without NUL they are shown as text.</param>
    /// <returns>False when the entry was not stored.</returns>
    public static bool Send(IReadOnlyList<(string Name, string Value)> fields)
    {
        // Without a socket the library reports success all the same.
        if (!IsThere)
            return false;
        var bytes = new byte[fields.Sum(field => Encoding.UTF8.GetMaxByteCount(field.Name.Length + 1 + field.Value.Length))];
        var parts = new Part[fields.Count];
        fixed (byte* buffer = bytes)
        fixed (Part* vector = parts)
        {
            var used = 0;
            for (var index = 0; index < parts.Length; index++)
            {
                var length = Encoding.UTF8.GetBytes($"{fields[index].Name}={fields[index].Value}", bytes.AsSpan(used));
                vector[index] = new Part(buffer + used, (nuint)length);
                used += length;
            }
            return sd_journal_sendv(vector, parts.Length) >= 0;
        }
    }

    // st_dev as the C library packs it (makedev(3)).
    private static ulong Device((uint Major, uint Minor) volume) =>
        ((ulong)(volume.Major & 0xfffff000) << 32) | ((ulong)(volume.Major & 0xfff) << 8) | ((ulong)(volume.Minor & 0xffffff00) << 12) | (volume.Minor & 0xff);

    /// <summary>struct iovec.</summary>
    private readonly struct Part(byte* start, nuint length)
    {
        public readonly byte* Start = start;
        public readonly nuint Length = length;
    }

    [LibraryImport(Library)]
    private static partial int sd_journal_sendv(Part* fields, int count);
}
