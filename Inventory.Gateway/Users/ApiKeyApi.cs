using Inventory.Domain.Users;
using Inventory.Gateway.Security;
using Inventory.Grains.Users;

namespace Inventory.Gateway.Users;

public sealed class ApiKeyApi(IGrainFactory grains, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("Keys").RequireAuthorization(Access.Administer);
        keys.MapGet("/", List).Named("listKeys").Returns<ApiKeyResponse[]>(200, "The API keys, oldest first.");
        keys.MapPost("/", Add).Named("createKey")
            .Accepts<ApiKeyRequest>("application/json")
            .Creates<ApiKeyResponse>("The API key; its text is shown only this once.").Problems(ProblemTypes.KeyNotAdded).IsNotRepeatable();
        keys.MapDelete("/{id:guid}", Revoke).Named("revokeKey").Returns(204, "The API key is revoked.").Problems(ProblemTypes.NotFound);
    }

    [EndpointSummary("Lists the API keys.")]
    [EndpointDescription("Oldest first, without their texts. For admins.")]
    private async Task<IResult> List() =>
        new ApiResult<ApiKeyResponse[]>(200, [.. (await grains.GetApiKeys().List()).Select(key => ApiKeyResponse.Of(key))], UserJson.Default.ApiKeyResponseArray);

    [EndpointSummary("Creates an API key.")]
    [EndpointDescription("A program sends it as a token. It can do what its scopes allow, for any customer. For admins.")]
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

    [EndpointSummary("Revokes an API key, everywhere at once.")]
    [EndpointDescription("For admins.")]
    private async Task<IResult> Revoke(Guid id) => await grains.GetApiKeys().Revoke(id) ? Results.NoContent() : ProblemResult.NotFound("key");
}
