using HsTrainerAgent.Fuzz.Engine;
using HsTrainerAgent.Fuzz.Targets;

namespace HsTrainerAgent.Fuzz;

/// <summary>Fuzzes what reads foreign bytes: <c>[TARGET…] [--inputs N] [--seed S] [--folder DIR]</c>; exit code 1 when something was found.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        Coverage.Begin();
        try
        {
            var options = FuzzOptions.Of(arguments, All.Targets);
            return options.Worker is null ? new Supervisor(options).Run() : Worker.Run(options);
        }
        catch (ArgumentException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 2;
        }
    }
}
