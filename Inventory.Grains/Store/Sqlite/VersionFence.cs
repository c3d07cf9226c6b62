using Inventory.Domain;

namespace Inventory.Store.Sqlite;

/// <summary>
/// Knows the last version of each resource, in memory: the file belongs to this process. What is not here is in the table; the caller
/// keeps in the backlog what the table does not have yet.
/// </summary>
internal sealed class VersionFence(int capacity)
{
    /// <summary>The version of a resource that never was.</summary>
    public const long None = 0;

    /// <summary>The version of a resource that was deleted: nothing comes after it.</summary>
    public const long Gone = long.MinValue;

    private readonly Dictionary<Guid, long> _versions = [];

    public bool TryGet(Guid resource, out long version) => _versions.TryGetValue(resource, out version);

    public void Set(Guid resource, long version)
    {
        // All at once is as good as the oldest first: the versions in use are soon here again, at the price of one read each.
        if (_versions.Count >= capacity)
            _versions.Clear();
        _versions[resource] = version;
    }

    /// <summary>Whether a commit follows on what is known: creation on nothing, all else on the version right before it.</summary>
    public static bool Admits(Commit commit, long known) =>
        known != Gone && commit.Version == known + 1 && commit.Change is Change.ResourceCreated == (known == None);
}
