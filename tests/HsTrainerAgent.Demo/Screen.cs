namespace HsTrainerAgent.Demo;

/// <summary>Tells the story: what is done in bold, what the agent says of it below, indented.</summary>
internal sealed class Screen(TextWriter output, bool coloured)
{
    private readonly Lock gate = new();
    private int step;

    public void Step(string what)
    {
        lock (gate)
            output.WriteLine($"\n{Bold($"{++step}. {what}")}");
    }

    public void Say(string what)
    {
        lock (gate)
            output.WriteLine($"   {what}");
    }

    public void Agent(string line)
    {
        lock (gate)
            output.WriteLine($"     │ {line}");
    }

    public void Verdict(string what, bool good)
    {
        var mark = good ? "✓" : "✗";
        lock (gate)
            output.WriteLine($"   {(coloured ? $"\e[{(good ? 32 : 31)}m{mark}\e[0m" : mark)} {what}");
    }

    private string Bold(string text) => coloured ? $"\e[1m{text}\e[0m" : text;
}
