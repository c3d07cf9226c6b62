using Inventory.Domain.Users;
using Inventory.Gateway.Api;
using Inventory.Gateway.Security;
using Inventory.Grains.Users;
using Inventory.Storage;

namespace Inventory.Gateway.Users;

/// <summary>The keys of other programs.</summary>
public sealed class ApiKeyApi(IGrainFactory grains, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder api)
    {
        // A key is a way in: for admins alone.
        var keys = api.MapGroup("/keys").WithTags("Keys").RequireAuthorization(Access.Administer);
        keys.MapGet("/", List).Returns<ApiKeyResponse[]>(200, "The keys, the oldest first.");
        keys.MapPost("/", Add)
            .Accepts<ApiKeyRequest>("application/json")
            .Returns<ApiKeyResponse>(201, "The key, shown this once.").Problems(ProblemTypes.KeyNotAdded).IsNotRepeatable();
        keys.MapDelete("/{id:guid}", Revoke).Returns(204, "The key is dead.").Problems(ProblemTypes.NotFound);
    }

    /// <summary>Lists the keys.</summary>
    private async Task<IResult> List() =>
        new ApiResult<ApiKeyResponse[]>(200, [.. (await grains.GetApiKeys().List()).Select(key => ApiKeyResponse.Of(key))], UserJson.Default.ApiKeyResponseArray);

    /// <summary>Makes a key.</summary>
    private async Task<IResult> Add(HttpContext http, CancellationToken cancellation)
    {
        var (body, _, malformed) = await JsonBody.ReadAsync(http, UserJson.Default.ApiKeyRequest, cancellation);
        if (body is null) return malformed!;
        if (body.Faults() is { Count: > 0 } faults) return ProblemResult.Invalid(faults);

        var (token, text) = Token.New(TokenKind.Key, Guid.CreateVersion7(clock.GetUtcNow()));
        var key = new ApiKey { Id = token.Id, Name = body.Name!, Scopes = [.. body.Scopes!], Created = clock.Now(), Hash = token.Hash, Actor = http.By()?.Actor };
        var result = await grains.GetApiKeys().Add(key);
        http.Response.Headers.CacheControl = "no-store";
        return result switch
        {
            AddApiKeyResult.Added => new ApiResult<ApiKeyResponse>(201, ApiKeyResponse.Of(key, text), UserJson.Default.ApiKeyResponse) { Location = $"/api/keys/{key.Id}" },
            AddApiKeyResult.NameTaken => new ProblemResult(ProblemTypes.KeyNotAdded, "Another key has this name."),
            AddApiKeyResult.TooMany => new ProblemResult(ProblemTypes.KeyNotAdded, "There are as many keys as there may be. Revoke those that are not used."),
        };
    }

    /// <summary>Ends a key, everywhere at once.</summary>
    private async Task<IResult> Revoke(Guid id) => await grains.GetApiKeys().Revoke(id) ? Results.NoContent() : ProblemResult.NotFound("key");
}
