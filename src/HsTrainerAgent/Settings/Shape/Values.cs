using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Settings.Shape;

/// <summary>What the file says for the keys of one object, and the defaults for the rest.</summary>
internal sealed class Values<TOwner>(SourceObject source, string path, Report report)
{
    private readonly Dictionary<Key, object?> values = [];

    public Report Report => report;

    public void Set<T>(Key<TOwner, T> key, T value) => values[key] = value;

    /// <summary>The file has the key and its value is good.</summary>
    public bool Has(Key<TOwner> key) => values.ContainsKey(key);

    /// <summary>The file has the key, whatever its value.</summary>
    public bool Mentions(Key<TOwner> key) => source.Members.Any(member => member.Name == key.Name);

    /// <summary>The file's value or the default; what is made of it is dropped when anything was wrong.</summary>
    public T Of<T>(Key<TOwner, T> key) => values.TryGetValue(key, out var value) ? (T)value! : key.DefaultValue;

    public string PathOf(Key<TOwner> key) => Paths.Join(path, key.Name);

    /// <summary>Reports an error of the key, at its value or, where it is absent, at its object.</summary>
    public void Wrong(Key<TOwner> key, string wrong, string cure, bool denied = false) =>
        report.Error(source.Members.FirstOrDefault(member => member.Name == key.Name)?.Value.Offset ?? source.Offset, PathOf(key), wrong, cure, denied);
}
