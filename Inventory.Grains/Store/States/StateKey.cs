namespace Inventory.Store;

/// <summary>Which record.</summary>
/// <param name="Grain">The class of the grain, as the runtime names it: <c>user</c>.</param>
/// <param name="Name">The name of the state within the grain.</param>
/// <param name="Key">The key of the grain.</param>
public readonly record struct StateKey(string Grain, string Name, string Key)
{
    public override string ToString() => $"{Grain}/{Key} {Name}";
}
