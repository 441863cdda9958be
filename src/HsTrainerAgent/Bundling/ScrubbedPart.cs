using HsTrainerAgent.Bundling.Scrubbing;

namespace HsTrainerAgent.Bundling;

/// <summary>A part whose content has gone through a <see cref="PartWriter"/>: there is no other way to make one, and an archive takes nothing else.</summary>
internal sealed class ScrubbedPart
{
    private readonly byte[] content;

    private ScrubbedPart(string name, string what, PartWriter writer)
    {
        (Name, What) = (name, what);
        content = writer.Close(out var isCut);
        (IsCut, Missing) = (isCut, writer.Missing);
    }

    public string Name { get; }

    public string What { get; }

    public ReadOnlyMemory<byte> Content => content;

    /// <summary>Its middle was left out.</summary>
    public bool IsCut { get; }

    /// <summary>Why something is not in it, or null.</summary>
    public string? Missing { get; }

    /// <summary>Looks until the part is complete or its deadline has come; a look that fails says so in the part and never fails the bundle.</summary>
    public static async Task<ScrubbedPart> LookAsync(Part part, KnownSecrets secrets, TimeProvider clock, CancellationToken cancellation)
    {
        var writer = new PartWriter(secrets, part.Limit);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            // A look at a file system that hangs never comes back: its thread is left behind.
            var look = Task.Factory.StartNew(() => part.Look(writer, late.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
            await look.WaitAsync(part.Deadline, clock, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await late.CancelAsync().ConfigureAwait(false);
            writer.CouldNotLook($"no answer within {part.Deadline.TotalSeconds:0} s; what stands above was seen until then");
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            writer.CouldNotLook(fault is IOException or UnauthorizedAccessException ? fault.Message : $"{fault.GetType().Name}: {fault.Message}");
        }
        return new ScrubbedPart(part.Name, part.What, writer);
    }
}
