using Inventory.Domain.Resources;

namespace Inventory.Storage.Sqlite;

/// <summary>
/// Knows where the events of each resource end, in memory: the file belongs to this process. What is not here is in the table; the caller
/// keeps in the backlog what the table does not have yet.
/// </summary>
internal sealed class VersionCache(int capacity)
{
    private readonly Dictionary<Guid, ResourceHead> _heads = [];

    public bool TryGet(Guid resource, out ResourceHead head) => _heads.TryGetValue(resource, out head);

    public void Set(Guid resource, ResourceHead head)
    {
        // All at once is as good as the oldest first: those in use are soon here again, at the price of one read each.
        if (_heads.Count >= capacity)
            _heads.Clear();
        _heads[resource] = head;
    }

    /// <summary>Whether a commit follows on what is known: creation on nothing, all else on the version right before it.</summary>
    public static bool Accepts(Commit commit, long known) =>
        known != ResourceHead.Gone && commit.Version == known + 1 && commit.Change is ResourceEvent.ResourceCreated == (known == 0);
}

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
