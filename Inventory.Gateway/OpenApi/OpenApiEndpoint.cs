using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

/// <summary>Made once, at the first request: it takes 0.1 s of a processor, and anybody may ask.</summary>
internal static class OpenApiEndpoint
{
    public static void MapDocument(this IEndpointRouteBuilder endpoints)
    {
        var document = new Lazy<Task<(byte[] Json, EntityTagHeaderValue Tag)>>(() => MakeAsync(endpoints.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(OpenApiDescriptions.Version)));
        endpoints.MapGet($"/openapi/{OpenApiDescriptions.Version}.json", async () =>
        {
            var (json, tag) = await document.Value;
            return Results.Bytes(json, "application/json; charset=utf-8", entityTag: tag);
        }).ExcludeFromDescription().AllowAnonymous();
    }

    private static async Task<(byte[] Json, EntityTagHeaderValue Tag)> MakeAsync(IOpenApiDocumentProvider provider)
    {
        using var stream = new MemoryStream();
        await (await provider.GetOpenApiDocumentAsync()).SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1);
        var json = stream.ToArray();
        return (json, new($"\"{Convert.ToHexStringLower(SHA256.HashData(json), 0, 8)}\""));
    }
}
