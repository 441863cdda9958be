using HsTrainerAgent.Settings.Shape;
using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Settings.Kinds;

/// <summary>A command, word by word, whose first word is its program's whole path: no shell and no PATH decides what is run.</summary>
internal sealed class CommandKind() : ListKind<string>(Forms.Word, mayBeEmpty: false)
{
    public override string Form => base.Form + ", the first an absolute path";

    protected override void JudgeTogether(IReadOnlyList<(string Value, SourceValue Source, string Path)> items, Report report)
    {
        if (items is [var (program, source, path), ..] && path.EndsWith("[0]", StringComparison.Ordinal) && !program.StartsWith('/'))
            report.Error(source.Offset, path, "is no absolute path", "write the program's whole path, as in \"/usr/local/bin/trainer-is-idle\"");
    }
}
