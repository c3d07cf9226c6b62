namespace Inventory.Store.Sqlite;

/// <summary>Where the events of a resource end. Each event row names the one before it, so that they can be walked from here.</summary>
/// <param name="Version">The version that the last of them made; <see cref="Gone"/> when that deleted the resource.</param>
/// <param name="Seq">The last of them; 0 before the first.</param>
/// <param name="KeptSeq">The last of those that are told when the resource is loaded; 0 before the first.</param>
internal readonly record struct ResourceHead(long Version, long Seq, long KeptSeq)
{
    /// <summary>The version of a resource that was deleted: nothing comes after it.</summary>
    public const long Gone = long.MinValue;

    /// <summary>Of a resource that never was.</summary>
    public static readonly ResourceHead None;
}
