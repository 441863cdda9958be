using System.Buffers;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Reads a program's output to its end, however much of whatever it is, and keeps the last line that is not blank.</summary>
internal sealed class LastLine
{
    // More than the redactor needs of a line to tell its first piece without a part of the token.
    private const int Most = 64 * 1024;
    private const int LongestShown = 200;

    private static readonly SearchValues<byte> Blank = SearchValues.Create(" \t\r\v\f\0"u8);

    private readonly Lock gate = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] line = new byte[Most], last = new byte[Most];
    private int length, lastLength;

    public LastLine(Stream output) => new Thread(() => Read(output)) { IsBackground = true, Name = "last line" }.Start();

    /// <summary>Completes when nobody holds the output open any more.</summary>
    public Task Ended => ended.Task;

    /// <summary>The line as it may be shown: without the token in any of its forms, harmless to a terminal, bounded; null when there was none.</summary>
    public string? Shown(Secret token)
    {
        lock (gate)
        {
            var bytes = IsBlank ? last.AsSpan(0, lastLength) : line.AsSpan(0, length);
            if (bytes.IsEmpty)
                return null;
            var redactor = new Redactor(token);
            var text = (redactor.Feed(bytes) is [var first, ..] ? first : redactor.Rest()!).Trim();
            return text.Length > LongestShown ? text[..(char.IsHighSurrogate(text[LongestShown - 1]) ? LongestShown - 1 : LongestShown)] + "…" : text;
        }
    }

    private bool IsBlank => !line.AsSpan(0, length).ContainsAnyExcept(Blank);

    private void Read(Stream output)
    {
        var buffer = new byte[Most];
        try
        {
            for (int count; (count = output.Read(buffer)) > 0;)
            {
                lock (gate)
                    Take(buffer.AsSpan(0, count));
            }
        }
        catch (IOException)
        {
            // A pipe that breaks has ended.
        }
        ended.SetResult();
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            // The rest of a line that is longer than anybody reads is not kept.
            var kept = part[..Math.Min(part.Length, Most - length)];
            kept.CopyTo(line.AsSpan(length));
            length += kept.Length;
            if (end < 0)
                return;
            if (!IsBlank)
                (line, last, lastLength) = (last, line, length);
            length = 0;
            bytes = bytes[(end + 1)..];
        }
    }
}
