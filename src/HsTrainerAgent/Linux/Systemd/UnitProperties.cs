namespace HsTrainerAgent.Linux.Systemd;

/// <summary>Reads a unit's state out of the answer to GetAll for all its interfaces; see org.freedesktop.systemd1(5).</summary>
internal static class UnitProperties
{
    public static UnitState Read(string unit, BusMessage answer)
    {
        var state = new UnitState(unit, "", "", "", "", 0, "", false);
        answer.Enter('a', "{sv}");
        while (answer.Enter('e', "sv"))
        {
            state = Read(state, answer.ReadText(), answer);
            answer.Exit();
        }
        return state;
    }

    private static UnitState Read(UnitState state, string property, BusMessage answer)
    {
        switch (property)
        {
            case "LoadState":
                return state with { Load = Text(answer) };
            case "ActiveState":
                return state with { Active = Text(answer) };
            case "SubState":
                return state with { Sub = Text(answer) };
            case "Result":
                return state with { Result = Text(answer) };
            case "ExecMainStatus":
                return state with { ExitStatus = Inside(answer, "i", static answer => answer.ReadNumber('i')) };
            case "InvocationID":
                return state with { Invocation = Inside(answer, "ay", static answer => answer.ReadHex()) };
            case "Job":
                return state with { HasJob = Inside(answer, "(uo)", JobId) != 0 };
            default:
                answer.Skip("v");
                return state;
        }
    }

    private static string Text(BusMessage answer) => Inside(answer, "s", static answer => answer.ReadText());

    /// <summary>0 when the unit has no job.</summary>
    private static int JobId(BusMessage answer)
    {
        answer.Enter('r', "uo");
        var id = answer.ReadNumber('u');
        answer.Skip("o");
        answer.Exit();
        return id;
    }

    private static T Inside<T>(BusMessage answer, string type, Func<BusMessage, T> read)
    {
        answer.Enter('v', type);
        var value = read(answer);
        answer.Exit();
        return value;
    }
}
