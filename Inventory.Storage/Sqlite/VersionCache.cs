namespace Inventory.Storage.Sqlite;

/// <summary>The last event of each resource. Safe in memory because the file belongs to this process; missing entries are read from the table.</summary>
internal sealed class VersionCache(int capacity)
{
    private readonly Dictionary<Guid, ResourceHead> _heads = [];

    public bool TryGet(Guid resource, out ResourceHead head) => _heads.TryGetValue(resource, out head);

    public void Set(Guid resource, ResourceHead head)
    {
        // Clearing everything is as good as removing the oldest: active resources return at the cost of one read each.
        if (_heads.Count >= capacity)
            _heads.Clear();
        _heads[resource] = head;
    }

    public static bool Accepts(Commit commit, long last) =>
        last != ResourceHead.Gone && commit.Version == last + 1 && commit.Change is ResourceEvent.ResourceCreated == (last == 0);
}

/// <summary>The last event of a resource. Each event row names the one before, so the events can be walked back. A seq of 0 means none. The link is that of its <see cref="EventHash"/>.</summary>
internal readonly record struct ResourceHead(long Version, long Seq, long KeptSeq, long Link)
{
    /// <summary>No event can follow a deletion.</summary>
    public const long Gone = long.MinValue;

    public static readonly ResourceHead None;
}
