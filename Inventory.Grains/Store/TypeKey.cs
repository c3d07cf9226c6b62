namespace Inventory.Store;

/// <summary>
/// The key of a request that leaves open which resource of a type it gets. The store finds it again across the type, as it does with no other key:
/// to find every key so would cost every commit.
/// </summary>
public static class TypeKey
{
    // No client's own key can look like this: a field of an HTTP header holds no line feed.
    private const string Prefix = "any\n";

    /// <summary>What to commit with, and to ask for, instead of the client's own key.</summary>
    public static string Of(string key) => Prefix + key;

    public static bool IsOne(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);
}
