using System.Buffers;
using Microsoft.Extensions.Caching.Memory;

namespace Inventory.Gateway.Allocations;

/// <summary>The last rendered list of each resource. The resource confirms its version before each use, so a list is never stale.</summary>
public sealed class AllocationListCache : IDisposable
{
    // 64 MiB are about 2,000 lists of 100 allocations.
    private const long MaxBytes = 64 * 1024 * 1024;

    private readonly MemoryCache _lists = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    public AllocationList? Find(Guid resourceId) => _lists.Get<AllocationList>(resourceId);

    public void Set(Guid resourceId, AllocationList list) => _lists.Set(resourceId, list, new MemoryCacheEntryOptions { Size = list.Utf8.Length });

    public void Dispose() => _lists.Dispose();
}

public sealed record AllocationList(long Version, byte[] Utf8, string? Next) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (Next is not null)
            response.Headers.Link = Next;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = Utf8.Length;
        response.BodyWriter.Write(Utf8);
        return Task.CompletedTask;
    }
}
