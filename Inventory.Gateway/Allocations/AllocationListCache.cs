using Microsoft.Extensions.Caching.Memory;

namespace Inventory.Gateway.Allocations;

/// <summary>
/// The last rendered list of each resource that was asked for. The resource is asked every time whether its version still holds, so a list is never stale; what is saved
/// is to send it from the resource and to render it.
/// </summary>
public sealed class AllocationListCache : IDisposable
{
    /// <summary>Bytes of lists that are kept in all. 64 MiB are some 2,000 lists of 100 allocations.</summary>
    private const long MaxBytes = 64 * 1024 * 1024;

    private readonly MemoryCache _lists = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    public AllocationList? Find(Guid resourceId) => _lists.Get<AllocationList>(resourceId);

    public void Keep(Guid resourceId, AllocationList list) => _lists.Set(resourceId, list, new MemoryCacheEntryOptions { Size = list.Utf8.Length });

    public void Dispose() => _lists.Dispose();
}
