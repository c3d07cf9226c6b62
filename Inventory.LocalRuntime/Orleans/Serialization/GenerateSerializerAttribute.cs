namespace Orleans;

/// <summary>Orleans generates a serializer for the type. Means nothing here: in one process nothing is serialized or copied.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether Orleans serializes the parameters of the primary constructor. Means nothing here.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; }

    /// <summary>Whether Orleans numbers the members by itself. Means nothing here.</summary>
    public GenerateFieldIds GenerateFieldIds { get; init; }
}
