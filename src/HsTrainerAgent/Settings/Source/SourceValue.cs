namespace HsTrainerAgent.Settings.Source;

/// <summary>A JSON value that knows where in the file it begins.</summary>
/// <param name="Offset">In bytes from the start of the text.</param>
internal abstract record SourceValue(int Offset)
{
    /// <summary>What it is, for people; never its content.</summary>
    public abstract string What { get; }
}

/// <summary>An object, its members in the order of the file, doubled ones too.</summary>
internal sealed record SourceObject(int Offset, IReadOnlyList<SourceMember> Members) : SourceValue(Offset)
{
    public override string What => "an object";
}

/// <summary>A key and its value.</summary>
/// <param name="Offset">Where the key begins.</param>
internal sealed record SourceMember(string Name, int Offset, SourceValue Value);

/// <summary>A list.</summary>
internal sealed record SourceList(int Offset, IReadOnlyList<SourceValue> Items) : SourceValue(Offset)
{
    public override string What => "a list";
}

/// <summary>A text, unescaped.</summary>
internal sealed record SourceString(int Offset, string Text) : SourceValue(Offset)
{
    public override string What => "a text";
}

/// <summary>A number.</summary>
/// <param name="Whole">The number when it is a whole one that fits.</param>
internal sealed record SourceNumber(int Offset, int? Whole) : SourceValue(Offset)
{
    public override string What => "a number";
}

/// <summary>True or false.</summary>
internal sealed record SourceBoolean(int Offset, bool Value) : SourceValue(Offset)
{
    public override string What => Value ? "true" : "false";
}

/// <summary>null.</summary>
internal sealed record SourceNull(int Offset) : SourceValue(Offset)
{
    public override string What => "null";
}
