namespace Orleans;

/// <summary>How Orleans numbers the members of a serialized type. Means nothing here.</summary>
public enum GenerateFieldIds
{
    None = 0,
    PublicProperties = 1,
}
