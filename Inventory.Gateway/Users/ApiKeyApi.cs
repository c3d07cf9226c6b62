using Inventory.Domain.Users;
using Inventory.Gateway.Security;
using Inventory.Grains.Users;

namespace Inventory.Gateway.Users;

public sealed class ApiKeyApi(IGrainFactory grains, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("Keys").RequireAuthorization(Access.Administer);
        keys.MapGet("/", List).Returns<ApiKeyResponse[]>(200, "The API keys, oldest first.");
        keys.MapPost("/", Add)
            .Accepts<ApiKeyRequest>("application/json")
            .Returns<ApiKeyResponse>(201, "The API key; its text is shown only this once.").Problems(ProblemTypes.KeyNotAdded).IsNotRepeatable();
        keys.MapDelete("/{id:guid}", Revoke).Returns(204, "The API key is revoked.").Problems(ProblemTypes.NotFound);
    }

    /// <summary>Lists the API keys.</summary>
    private async Task<IResult> List() =>
        new ApiResult<ApiKeyResponse[]>(200, [.. (await grains.GetApiKeys().List()).Select(key => ApiKeyResponse.Of(key))], UserJson.Default.ApiKeyResponseArray);

    /// <summary>Creates an API key.</summary>
    private async Task<IResult> Add(HttpContext http, CancellationToken cancellation)
    {
        var (body, _, malformed) = await JsonBody.ReadAsync(http, UserJson.Default.ApiKeyRequest, cancellation);
        if (body is null) return malformed!;
        if (body.Faults() is { Count: > 0 } faults) return ProblemResult.Invalid(faults);

        var (token, text) = Token.New(TokenKind.Key, Guid.CreateVersion7(clock.GetUtcNow()));
        var key = new ApiKey { Id = token.Id, Name = body.Name!, Scopes = [.. body.Scopes!], Created = clock.Now(), Hash = token.Hash, Actor = http.Caller()?.Actor };
        var result = await grains.GetApiKeys().Add(key);
        http.Response.Headers.CacheControl = "no-store";
        return result switch
        {
            AddApiKeyResult.Added => new ApiResult<ApiKeyResponse>(201, ApiKeyResponse.Of(key, text), UserJson.Default.ApiKeyResponse) { Location = $"/api/keys/{key.Id}" },
            AddApiKeyResult.NameTaken => new ProblemResult(ProblemTypes.KeyNotAdded, "Another key has this name."),
            AddApiKeyResult.TooMany => new ProblemResult(ProblemTypes.KeyNotAdded, "The maximum number of keys exists. Revoke those that are not used."),
        };
    }

    /// <summary>Revokes an API key, everywhere at once.</summary>
    private async Task<IResult> Revoke(Guid id) => await grains.GetApiKeys().Revoke(id) ? Results.NoContent() : ProblemResult.NotFound("key");
}
