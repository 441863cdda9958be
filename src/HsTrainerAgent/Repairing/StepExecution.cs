using HsTrainerAgent.Article;
using HsTrainerAgent.Checks.Storage;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Changing;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Repairing;

/// <summary>What one step came to.</summary>
/// <param name="Text">Before and after, or why it was not done.</param>
/// <param name="Done">False when something is left undone.</param>
internal sealed record StepResult(string Text, bool Done);

/// <summary>Takes the documented steps, by system calls on open descriptors; never runs a command.</summary>
internal sealed class StepExecution(HostPaths host, AgentSettings settings, TrainerSettings trainer)
{
    private const uint MediaUser = 1000, MediaGroup = 1000;
    private const int LargestEnvironment = 64 * 1024;

    public StepResult Take(RepairStep step, string code, CancellationToken cancellation)
    {
        try
        {
            using var way = GuardedWay.To(host, HostMounts.Read(host), step.Path);
            return step.Act switch
            {
                RepairAct.MakeFolder => MakeFolder(way),
                RepairAct.ChangeOwner => ChangeOwner(Folder(way)),
                RepairAct.Label => Label(Folder(way)),
                RepairAct.LabelAll => LabelAll(way, Folder(way), cancellation),
                _ => Environment(way, code),
            };
        }
        catch (Exception fault) when (fault is RefusedException or IOException or UnauthorizedAccessException)
        {
            return new StepResult(fault.Message, Done: false);
        }
    }

    /// <summary>Why a step is refused where it would be taken now, or null.</summary>
    public string? Objection(RepairStep step)
    {
        try
        {
            using var way = GuardedWay.To(host, HostMounts.Read(host), step.Path);
            if (step.Act == RepairAct.Environment)
                Guard(way, DesiredStorage.For(settings, trainer, out _).Environment);
            return null;
        }
        catch (Exception fault) when (fault is RefusedException or IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }

    private static HeldInode Folder(GuardedWay way) => way.Target switch
    {
        null => throw new RefusedException($"{UnixText.Shown(way.Path)} is missing"),
        { Facts.Kind: InodeKind.Folder } folder => folder,
        _ => throw new RefusedException($"{UnixText.Shown(way.Path)} is no folder"),
    };

    private static StepResult MakeFolder(GuardedWay way)
    {
        if (way.Target is not null)
            return new StepResult("it is there already", Folder(way) is not null);
        way.Folder.MakeFolder(way.Name);
        way.TakeTarget();
        return new StepResult("missing -> made", Done: true);
    }

    private static StepResult ChangeOwner(HeldInode folder)
    {
        var before = folder.FactsNow();
        if (before.Owner == MediaUser && before.Group == MediaGroup)
            return Already(Layout.MediaOwner);
        folder.ChangeOwner(MediaUser, MediaGroup);
        var after = folder.FactsNow();
        return new StepResult($"{before.Owner}:{before.Group} -> {after.Owner}:{after.Group}", after.Owner == MediaUser && after.Group == MediaGroup);
    }

    private static StepResult Label(HeldInode folder)
    {
        var before = TypeLabel.Of(folder, out var error);
        if (error != Errno.None)
            throw RefusedException.Of(folder.Path, "chcon", error);
        if (!new TypeLabel(Layout.ContainerType).Set(folder, out error))
            return error == Errno.None ? Already(before) : throw RefusedException.Of(folder.Path, "chcon", error);
        return new StepResult($"{before} -> {TypeLabel.Of(folder, out _)}", Done: true);
    }

    private static StepResult LabelAll(GuardedWay way, HeldInode folder, CancellationToken cancellation)
    {
        var place = way.Mounts.Walk.To(folder.Path);
        if (place is not { State: PlaceState.Found, Mount: not null })
            throw new RefusedException(place.WhyNotLooked() ?? $"{UnixText.Shown(folder.Path)} has gone");
        var before = TypeLabel.Of(folder, out _);
        var tree = new TypeTree(Layout.ContainerType, way.Mounts.Inside(place).Keys.ToHashSet());
        tree.Set(folder, cancellation);
        var text = tree.Changed == 0 && tree.Left.Count == 0 ? $"{Layout.ContainerType} already"
            : (before == Layout.ContainerType ? "" : $"{before} -> {Layout.ContainerType}, ") + $"{tree.Changed} labelled";
        if (tree.Mounts > 0)
            text += $"; {tree.Mounts} mounted inside not entered";
        return new StepResult(tree.Left.Count == 0 ? text : $"{text}; left: {string.Join("; ", tree.Left)}", tree.Left.Count == 0);
    }

    private StepResult Environment(GuardedWay way, string code)
    {
        var desired = DesiredStorage.For(settings, trainer, out _).Environment;
        Guard(way, desired);
        if (way.Target is not { } file)
        {
            FileRewrite.Write(way.Folder, way.Name, null, EnvironmentEdit.New(desired), null);
            return new StepResult("missing -> made", Done: true);
        }
        if (code == EnvironmentKinds.Missing.Code)
            return Already("there");
        var before = Content(file);
        if (EnvironmentEdit.After(code, desired, before) is not { } after)
            return Already("as it should be");
        var copy = code == EnvironmentKinds.NotEmpty.Code ? way.Name + ".bak" : null;
        FileRewrite.Write(way.Folder, way.Name, file, after, copy);
        return new StepResult($"{before.Length} bytes -> {after.Length} bytes{(copy is null ? "" : $", the old file kept as {UnixText.Shown(HeldInode.Join(way.Folder.Path, copy))}")}", Done: true);
    }

    private static void Guard(GuardedWay way, DesiredEnvironment desired)
    {
        if (way.Folder.Path != way.Mounts.Walk.To(desired.Bundle).Real)
            throw new RefusedException($"{UnixText.Shown(desired.File)} leads to {UnixText.Shown(way.Path)}, which may be others' too; run the command by hand");
        if (way.Target is { Facts: var facts } && (facts.Kind != InodeKind.File || facts.Links != 1))
            throw new RefusedException($"{UnixText.Shown(way.Path)} {(facts.Kind != InodeKind.File ? "is no regular file" : $"has {facts.Links} names (hard links)")}; look at it, then run the command by hand");
    }

    private static byte[] Content(HeldInode file)
    {
        using var open = file.OpenToRead();
        if (open.IsInvalid)
            throw RefusedException.Of(file.Path, "open", Errno.Last);
        var content = new byte[LargestEnvironment + 1];
        var length = 0;
        while (length < content.Length && RandomAccess.Read(open, content.AsSpan(length), length) is > 0 and var read)
            length += read;
        return length <= LargestEnvironment ? content[..length] : throw new RefusedException($"{UnixText.Shown(file.Path)} is too large");
    }

    private static StepResult Already(string how) => new($"{how} already", Done: true);
}
