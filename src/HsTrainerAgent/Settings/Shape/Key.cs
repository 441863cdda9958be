using System.Text.Json.Nodes;
using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Settings.Shape;

/// <summary>How a key's value comes about when the file does not have it.</summary>
internal enum Absent
{
    /// <summary>The record's default.</summary>
    Default,

    /// <summary>Made from other keys, as the description says.</summary>
    Derived,

    /// <summary>It must be there.</summary>
    Error,
}

/// <summary>One key of the settings: the only place that tells its name, kind, default and meaning.</summary>
internal abstract class Key(string name, string description)
{
    public string Name => name;

    public string Description => description;

    public Absent Absent { get; init; } = Absent.Default;

    /// <summary>Whether the starter file asks for it instead of showing it as a comment.</summary>
    public bool Asked { get; init; }

    /// <summary>A sample value as JSON text, where the default shows nothing.</summary>
    public string? Example { get; init; }

    /// <summary>What this version does with a value other than the default, where it does not do what the value asks; else null.</summary>
    public string? Unsupported { get; init; }

    /// <summary>What this version does not do of what the key says, as a sentence; null where it does it all.</summary>
    public string? Limit =>
        Unsupported is not null ? $"This version does not yet do what another value than the default asks for: {Unsupported}."
        : null;

    public abstract Kind Kind { get; }

    /// <summary>The default as JSON, null also when there is none.</summary>
    public abstract JsonNode? Default { get; }

    /// <summary>Every key path below and including this one, as in <c>trainers[].bundle</c>.</summary>
    public IEnumerable<string> Paths(string prefix = "")
    {
        var path = prefix + Name;
        return Kind.Keys.SelectMany(key => key.Paths(path + (Kind.IsList ? "[]." : "."))).Prepend(path);
    }

    public JsonObject Schema()
    {
        var schema = Kind.Schema();
        schema["description"] = Limit is null ? Description : $"{Description} {Limit}";
        if (Absent == Absent.Default && (Kind.Keys.Count == 0 || Kind.IsList))
            schema["default"] = Default;
        if (Example is not null)
            schema["examples"] = new JsonArray(JsonNode.Parse(Example));
        return schema;
    }
}

/// <summary>A key of the object that becomes a <typeparamref name="TOwner"/>.</summary>
internal abstract class Key<TOwner>(string name, string description) : Key(name, description)
{
    public abstract void Read(SourceMember member, string path, Report report, Values<TOwner> values);

    public abstract JsonNode? Write(TOwner owner);
}

/// <summary>A key whose value is a <typeparamref name="T"/>.</summary>
/// <param name="get">The value within its owner; that of a default owner is the default.</param>
internal sealed class Key<TOwner, T>(string name, Kind<T> kind, TOwner defaults, Func<TOwner, T> get, string description) : Key<TOwner>(name, description)
{
    public override Kind Kind => kind;

    public override JsonNode? Default => kind.Write(get(defaults));

    public T DefaultValue => get(defaults);

    public override void Read(SourceMember member, string path, Report report, Values<TOwner> values)
    {
        if (!kind.Read(member.Value, path, report, out var value))
            return;
        values.Set(this, value);
        if (Unsupported is not null && !JsonNode.DeepEquals(kind.Write(value), Default))
            report.Note(path, "not supported by this version: " + Unsupported);
    }

    public override JsonNode? Write(TOwner owner) => kind.Write(get(owner));
}
