using HsTrainerAgent.Linux;
using HsTrainerAgent.Repairing;

namespace HsTrainerAgent.Cli.Output;

/// <summary>A repair as a script that could be pasted: the commands, and all else as comments.</summary>
internal sealed class RepairText(TextWriter output, Screen screen)
{
    private bool blankBefore;

    /// <summary>What a remedy heals.</summary>
    public void Head(string trainer, Remedy remedy)
    {
        Blank();
        Comment($"{trainer}: {remedy.Heals.Code} {remedy.Heals.Subject}: {remedy.Heals.Observed}; should be: {remedy.Heals.Desired}");
    }

    public void Command(RepairStep step)
    {
        foreach (var line in step.Command.Split('\n'))
            output.WriteLine(screen.Cyan(Printable.Line(line)));
    }

    public void Result(StepResult result) =>
        output.WriteLine(result.Done ? screen.Green($"# done: {Printable.Line(result.Text)}") : screen.Red($"# not done: {Printable.Line(result.Text)}"));

    public void Left(string trainer, LeftFinding left)
    {
        Blank();
        Comment($"{trainer}: left: {left.Finding.Code} {left.Finding.Subject}: {left.Finding.Observed}; should be: {left.Finding.Desired}");
        Comment($"  why: {left.Why}");
        foreach (var line in left.Finding.Fix.Split('\n'))
            Comment($"  fix: {line}");
    }

    public void Comment(string text) => output.WriteLine(screen.Dim("# " + Printable.Line(text)));

    public void Blank()
    {
        if (blankBefore)
            output.WriteLine();
        blankBefore = true;
    }
}
