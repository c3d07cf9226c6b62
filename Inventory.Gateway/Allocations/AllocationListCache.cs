using System.Buffers;
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

/// <summary>The list of a resource's allocations, rendered.</summary>
/// <param name="Version">The resource's version that it shows.</param>
/// <param name="Utf8">The JSON array.</param>
/// <param name="Next">The <c>Link</c> to what follows, if something does.</param>
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
