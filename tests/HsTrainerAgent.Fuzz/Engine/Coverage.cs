using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace HsTrainerAgent.Fuzz.Engine;

/// <summary>The branches that the instrumented program takes: each pair of blocks counts in its cell, and a cell or a magnitude not seen before is news.</summary>
/// <remarks>As AFL has it. In a program that is not instrumented every input is the same: there is no news then, and mutation is blind.</remarks>
internal sealed unsafe class Coverage
{
    private const int Cells = 1 << 16;

    private static readonly byte* trace = (byte*)NativeMemory.AllocZeroed(Cells);

    private readonly byte[] seen = new byte[Cells];

    /// <summary>Before anything of an instrumented program runs, which would count in no memory.</summary>
    public static void Begin() => Trace.SharedMem = trace;

    /// <summary>How many cells were ever reached.</summary>
    public int Edges { get; private set; }

    public static void Clear()
    {
        new Span<byte>(trace, Cells).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Whether the run since <see cref="Clear"/> reached something new.</summary>
    public bool HasNews()
    {
        var news = false;
        var blocks = new ReadOnlySpan<ulong>(trace, Cells / sizeof(ulong));
        for (var block = 0; block < blocks.Length; block++)
        {
            if (blocks[block] == 0)
                continue;
            for (var cell = block * sizeof(ulong); cell < (block + 1) * sizeof(ulong); cell++)
            {
                var magnitude = Magnitude(trace[cell]);
                if ((magnitude & ~seen[cell]) == 0)
                    continue;
                Edges += seen[cell] == 0 ? 1 : 0;
                seen[cell] |= magnitude;
                news = true;
            }
        }
        return news;
    }

    private static byte Magnitude(byte count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
