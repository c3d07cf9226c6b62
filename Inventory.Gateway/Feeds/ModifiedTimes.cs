using Microsoft.Extensions.Caching.Memory;

namespace Inventory.Gateway.Feeds;

/// <summary>When versions of resources were made. History never changes, so what was read once is right for ever.</summary>
public sealed class ModifiedTimes(IEventReader store) : IDisposable
{
    private const int MaxCached = 200_000;
    private const int Page = 1_000;

    private readonly MemoryCache _times = new(new MemoryCacheOptions { SizeLimit = MaxCached });

    /// <returns>By version, without those that this process does not know yet, and those in an archive that it does not have.</returns>
    public async Task<IReadOnlyDictionary<long, Instant>> ReadAsync(Guid resource, IEnumerable<long> versions, CancellationToken cancellation)
    {
        var (times, missing) = (new Dictionary<long, Instant>(), new SortedSet<long>());
        foreach (var version in versions)
        {
            if (_times.TryGetValue((resource, version), out Instant known))
                times[version] = known;
            else
                missing.Add(version);
        }
        while (missing.Count > 0)
        {
            var limit = (int)Math.Min(Page, missing.Max - missing.Min + 1);
            var (after, page) = await store.ReadKeptHistoryAsync(resource, missing.Min - 1, limit, cancellation);
            missing.RemoveWhere(version => version <= after);
            foreach (var read in page)
                if (missing.Remove(read.Version))
                    times[read.Version] = _times.Set((resource, read.Version), read.At, new MemoryCacheEntryOptions { Size = 1 });
            if (page.Count < limit)
                break;
        }
        return times;
    }

    public void Dispose() => _times.Dispose();
}
