using System.CommandLine;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Cli;

/// <summary><c>become-script PARENT</c>: the step between start-trainer and bash; its command comes on standard input.</summary>
internal static class BecomeScriptVerb
{
    public static Command Create()
    {
        var parent = new Argument<string>("PARENT");
        var verb = new Command(ScriptStage.Verb) { parent };
        verb.Hidden = true;
        verb.SetAction(parsed => ScriptStage.Become(parsed.GetValue(parent)!));
        return verb;
    }
}
