using System.Collections.Concurrent;
using Inventory.Store;

namespace Inventory.Tests.Grains;

/// <summary>Passes everything on, and counts how often a grain has asked for its state: once for each of its lives, if nothing goes wrong.</summary>
public sealed class WatchedStore(IStore store) : IStore
{
    private readonly ConcurrentDictionary<string, int> _loads = new();

    /// <param name="key">The id of a resource, or the name of a type.</param>
    public int LoadsOf(string key) => _loads.GetValueOrDefault(key);

    public Task<CommitStatus> CommitAsync(Commit commit) => store.CommitAsync(commit);

    public Task<StoredResource?> LoadResourceAsync(Guid id, CancellationToken cancellation)
    {
        Count(id.ToString());
        return store.LoadResourceAsync(id, cancellation);
    }

    public Task<StoredRegister> LoadRegisterAsync(string type, CancellationToken cancellation)
    {
        Count(type);
        return store.LoadRegisterAsync(type, cancellation);
    }

    public Task CheckAsync(CancellationToken cancellation) => store.CheckAsync(cancellation);

    private void Count(string key) => _loads.AddOrUpdate(key, 1, static (_, count) => count + 1);
}
