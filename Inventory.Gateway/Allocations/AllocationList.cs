using System.Buffers;

namespace Inventory.Gateway.Allocations;

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
