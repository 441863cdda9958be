using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Settings.Shape;

/// <summary>What the values of some keys look like.</summary>
internal abstract class Kind
{
    /// <summary>The keys below, for an object or a list of objects.</summary>
    public virtual IReadOnlyList<Key> Keys => [];

    public virtual bool IsList => false;

    /// <summary>What a value looks like, in a few words that follow "is" or stand alone.</summary>
    public abstract string Form { get; }

    /// <summary>A JSON Schema (draft 2020-12) that accepts what <c>Read</c> accepts, as far as a schema can tell.</summary>
    public abstract JsonObject Schema();
}

/// <summary>A kind whose values become a <typeparamref name="T"/>.</summary>
internal abstract class Kind<T> : Kind
{
    /// <summary>False when something is wrong, and then the report says what.</summary>
    public abstract bool Read(SourceValue source, string path, Report report, [MaybeNullWhen(false)] out T value);

    /// <summary>The value as JSON; of a secret only <c>***</c>.</summary>
    public abstract JsonNode? Write(T value);
}
