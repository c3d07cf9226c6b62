namespace Orleans.Runtime;

/// <summary>Names the state that a parameter of a grain's constructor is given.</summary>
/// <param name="stateName">Its name among the states of the grain.</param>
/// <param name="storageName">The key that the storage is registered under; null is the one without a key.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
{
    public string StateName => stateName;
    public string? StorageName => storageName;
}
