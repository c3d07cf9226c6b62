namespace Orleans.Runtime;

/// <summary>Which grain, as storage is told. Its parts have types of their own in Orleans, with the same text.</summary>
/// <param name="Type">The class, in lower case and without "Grain" at its end.</param>
/// <param name="Key">The key.</param>
public readonly record struct GrainId(string Type, string Key)
{
    public override string ToString() => $"{Type}/{Key}";
}
