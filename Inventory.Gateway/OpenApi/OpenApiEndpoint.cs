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
        var document = new Lazy<Task<byte[]>>(() => MakeAsync(endpoints.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(OpenApiDescriptions.Version)));
        endpoints.MapGet($"/openapi/{OpenApiDescriptions.Version}.json", async () =>
        {
            var json = await document.Value;
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(json), 0, 8)}\"");
            return Results.Bytes(json, "application/json; charset=utf-8", entityTag: tag);
        }).ExcludeFromDescription().AllowAnonymous();
    }

    private static async Task<byte[]> MakeAsync(IOpenApiDocumentProvider provider)
    {
        using var json = new MemoryStream();
        await (await provider.GetOpenApiDocumentAsync()).SerializeAsJsonAsync(json, OpenApiSpecVersion.OpenApi3_1);
        return json.ToArray();
    }
}
