using HsTrainerAgent.Article;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Checks.SeLinux;

/// <summary>Judges whether the label of a folder would outlast a relabel: what the policy says of its path, and when that would be set.</summary>
internal sealed class Persistence(SelinuxPolicy policy, Look look)
{
    /// <param name="folder">One that is there.</param>
    public IEnumerable<Finding> Of(Place folder)
    {
        if (policy.Type is null || !Libselinux.IsThere)
        {
            look.Fact("policy", policy.Type is null ? $"not asked: {SelinuxPolicy.Config} names none" : $"not asked: {Libselinux.Missing}");
            yield break;
        }
        // A rule may name the folder and forget what is in it.
        if (FileContexts.Of(policy.FileContexts, folder.Real, out var error) is not { } types)
        {
            look.CouldNotLook($"the policy's label for {folder.Path}: {error}", folder.Path);
            yield break;
        }
        look.Fact("policy", policy.Type);
        var isItself = IsOther(types.Itself);
        if ((isItself ? types.Itself : IsOther(types.Content) ? types.Content : null) is { } wrong)
            yield return SeLinuxKinds.NotPersistent.FoundWithFix(folder.Path, $"{Layout.ContainerType} in the policy",
                $"{UnixText.Shown(wrong)}{(isItself ? "" : " for what is in it")}, which {When()} would set", Cure(folder.Real));
    }

    private static bool IsOther(string? type) => type is not (null or Layout.ContainerType);

    private string When()
    {
        var survives = policy.IsCustomizable(Layout.ContainerType);
        return policy.RelabelsAtBoot(out var forced) && (forced || !survives) ? $"the next boot ({SelinuxPolicy.Autorelabel} asks for a relabel)"
            : survives ? "a forced relabel (restorecon -F, fixfiles -F)"
            : $"any relabel (restorecon, fixfiles, {SelinuxPolicy.Autorelabel})";
    }

    private string Cure(string folder)
    {
        var expression = FileContextsText.Expression(folder) + "(/.*)?";
        var edit = policy.HasLocalRule(expression) ? "-m" : "-a";
        return $"semanage fcontext {edit} -t {Layout.ContainerType} {ShellText.Quote(expression)} && restorecon -R {ShellText.Quote(folder)}";
    }
}
