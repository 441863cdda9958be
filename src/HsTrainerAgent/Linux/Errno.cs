using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux;

/// <summary>The error of a system call: its number, and the words that people know it by.</summary>
internal readonly record struct Errno(int Number)
{
    public static readonly Errno None;
    public static readonly Errno NotPermitted = new(1);
    public static readonly Errno NoEntry = new(2);
    public static readonly Errno Interrupted = new(4);
    public static readonly Errno WouldBlock = new(11);
    public static readonly Errno Access = new(13);
    public static readonly Errno NotDirectory = new(20);
    public static readonly Errno Loop = new(40);
    public static readonly Errno NoData = new(61);

    /// <summary>That of the system call just made on this thread.</summary>
    public static Errno Last => new(Marshal.GetLastPInvokeError());

    /// <summary>The thing is not there, which is an answer and no failure to look.</summary>
    public bool MeansMissing => this == NoEntry || this == NotDirectory;

    /// <summary>As in <c>Permission denied</c>.</summary>
    public string Words => Marshal.GetPInvokeErrorMessage(Number);

    public override string ToString() => $"{Words} (errno {Number})";
}
