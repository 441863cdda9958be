using System.Text.Json.Nodes;
using HsTrainerAgent.Article;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Checks.SeLinux;

/// <summary>Compares the SELinux labels of the media and database folders with the article; enters nothing but local file systems, and those one mount deep.</summary>
internal sealed class SeLinuxCheck : ICheck
{
    public string Name => "selinux";

    public bool PerTrainer => true;

    public IReadOnlyList<FindingKind> Kinds => SeLinuxKinds.All;

    /// <summary>A million files take minutes on a disk that has to seek for each of their labels.</summary>
    public TimeSpan Patience => TimeSpan.FromHours(1);

    public Task LookAsync(CheckContext context, CancellationToken cancellation)
    {
        var look = context.Look;
        var policy = SelinuxPolicy.Read(context.Host);
        if (!Enforcement.Look(context.Host, policy, look))
            return Task.CompletedTask;
        var trainer = context.Trainer!;
        if (Layout.For(trainer.Version, trainer.Path, out var reason) is not { } layout)
        {
            look.CouldNotLook(reason!);
            return Task.CompletedTask;
        }
        if (context.Mounts() is not { } mounts)
            return Task.CompletedTask;
        var persistence = new Persistence(policy, look);
        var (media, database) = (mounts.Walk.To(layout.MediaPath), mounts.Walk.To(layout.DatabasePath));
        // A missing media folder is storage's finding; here there is nothing to label.
        if (LabelOf(media, look, out var label))
        {
            look.Found([.. LabelDrift.OfMedia(media, label), .. persistence.Of(media)]);
            var scan = Scan("media", media, mounts, context, withItself: false, cancellation);
            look.Found([.. LabelDrift.OfContent(SeLinuxKinds.MediaContentLabel, media, scan), .. LabelDrift.OfCategories(media, label, scan)]);
        }
        look.Found(LabelDrift.OfDatabase(database, layout.DatabaseIsMade));
        if (LabelOf(database, look, out label))
        {
            look.Found(persistence.Of(database));
            var scan = Scan("database", database, mounts, context, withItself: true, cancellation);
            look.Found([.. LabelDrift.OfContent(SeLinuxKinds.DatabaseLabel, database, scan), .. LabelDrift.OfCategories(database, label, scan)]);
        }
        return Task.CompletedTask;
    }

    /// <summary>False when there is no folder to look at, or it could not be looked at.</summary>
    private static bool LabelOf(Place folder, Look look, out Label? label)
    {
        label = null;
        if (folder.WhyNotLooked() is { } why)
            look.CouldNotLook(why, folder.Path);
        if (folder.Inode is not { Kind: InodeKind.Folder })
            return false;
        using var touch = Touch.At(folder.Here);
        label = Label.Parse(new LabelReader().Of(UnixText.ToCString(folder.Here), out var error));
        if (error == Errno.None)
            return true;
        look.CouldNotLook($"{folder.Path}: {error}", folder.Path);
        return false;
    }

    private static LabelScanResult Scan(string name, Place folder, HostMounts mounts, CheckContext context, bool withItself, CancellationToken cancellation)
    {
        var look = context.Look;
        using var touch = Touch.At(folder.Here);
        var scan = new LabelScan(folder, Layout.ContainerType, mounts.Inside(folder), withItself, context.Threads);
        look.Follow(() => scan.Seen);
        var result = scan.Run(cancellation);
        foreach (var unseen in result.Unseen)
            look.CouldNotLook($"in {folder.Path}: {unseen}", folder.Path);
        var facts = new JsonObject { ["entries"] = result.Entries };
        if (result.Skipped.Count > 0)
            facts["skippedMounts"] = new JsonArray([.. result.Skipped.Select(skipped => (JsonNode)skipped)]);
        look.Fact(name, facts);
        return result;
    }
}
