using System.Diagnostics;
using System.IO.MemoryMappedFiles;

namespace HsTrainerAgent.Fuzz.Engine;

/// <summary>The input that is just tried, in a file that outlives this process, should the input end it; one that never comes back ends it here.</summary>
internal sealed class CurrentInput : IDisposable
{
    /// <summary>No input takes so long but one that hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public const int HangExit = 70;

    private const int LengthAt = 8, BytesAt = 16, Room = 4 << 20;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly Timer watch;
    private long since = Stopwatch.GetTimestamp();
    private long tried;

    /// <param name="path">Null where nobody would look at it.</param>
    /// <param name="before">How many were tried by the process before this one.</param>
    public CurrentInput(string? path, long before)
    {
        tried = before;
        file = path is null ? MemoryMappedFile.CreateNew(null, Room) : MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, Room);
        view = file.CreateViewAccessor();
        watch = new Timer(_ => EndHang(path is not null), null, Patience, TimeSpan.FromSeconds(5));
    }

    /// <summary>How many inputs were tried, and the one that was on its way.</summary>
    public static (long Tried, byte[] Input) Left(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return (BitConverter.ToInt64(bytes), bytes[BytesAt..(BytesAt + BitConverter.ToInt32(bytes, LengthAt))]);
    }

    public void Begin(Target target, byte[] input)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(input.Length, Room - BytesAt, target.Name);
        Volatile.Write(ref since, Stopwatch.GetTimestamp());
        view.Write(0, ++tried);
        view.Write(LengthAt, input.Length);
        view.WriteArray(BytesAt, input, 0, input.Length);
    }

    public long End()
    {
        Volatile.Write(ref since, Stopwatch.GetTimestamp());
        return tried;
    }

    public void Dispose()
    {
        watch.Dispose();
        view.Dispose();
        file.Dispose();
    }

    private void EndHang(bool isWorker)
    {
        if (isWorker && Stopwatch.GetElapsedTime(Volatile.Read(ref since)) > Patience)
            Environment.Exit(HangExit);
    }
}
