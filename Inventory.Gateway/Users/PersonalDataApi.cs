using Inventory.Domain.Users;
using Inventory.Gateway.Api;
using Inventory.Gateway.Security;

namespace Inventory.Gateway.Users;

/// <summary>What is kept about a user: to be read, and to be erased.</summary>
public sealed class PersonalDataApi(PersonalData data, UserErasure erasures, SignIn logins)
{
    public void Map(IEndpointRouteBuilder api)
    {
        // Of who shows a user's token, whatever its role.
        var own = api.MapGroup("/users/me").WithTags("Users").RequireAuthorization(Access.Read);
        own.MapGet("/data", ReadOwn)
            .Returns<PersonalDataResponse>(200, "Everything that is kept about the user whose token was sent.").Problems(ProblemTypes.NotFound);
        own.MapPost("/erase", EraseSelf)
            .Accepts<ErasureRequest>(FormBody.ContentTypes[0], FormBody.ContentTypes[1..])
            .Returns(204, "The user is erased, and the token dead.").Problems(ProblemTypes.NotFound, ProblemTypes.UserInUse).IsNotRepeatable();
        var users = api.MapGroup("/users/{id:guid}").WithTags("Users").RequireAuthorization(Access.Administer);
        users.MapGet("/data", Read)
            .Returns<PersonalDataResponse>(200, "Everything that is kept about the user.").Problems(ProblemTypes.NotFound);
        users.MapDelete("", Erase)
            .Returns(204, "The user is erased, now or already before.").Problems(ProblemTypes.NotFound, ProblemTypes.UserInUse);
    }

    /// <summary>Reads everything that is kept about the caller.</summary>
    private Task<IResult> ReadOwn(HttpContext http, CancellationToken cancellation) =>
        http.User is CallerPrincipal { User: { } self } ? Read(self.Id, http, cancellation) : Task.FromResult<IResult>(ProblemResult.NotFound("user"));

    /// <summary>Reads everything that is kept about a user.</summary>
    private async Task<IResult> Read(Guid id, HttpContext http, CancellationToken cancellation)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await data.ReadAsync(id, cancellation) is { } all
            ? new ApiResult<PersonalDataResponse>(200, all, UserJson.Default.PersonalDataResponse)
            : ProblemResult.NotFound("user");
    }

    /// <summary>Erases the caller.</summary>
    private async Task<IResult> EraseSelf(HttpContext http, CancellationToken cancellation)
    {
        var (body, _, malformed) = await FormBody.ReadAsync(http, UserJson.Default.ErasureRequest, cancellation);
        if (body is null) return malformed!;
        if (body.Faults() is { Count: > 0 } faults) return ProblemResult.Invalid(faults);
        if (http.User is not CallerPrincipal { User: { } self }) return ProblemResult.NotFound("user");
        if (self.Role == UserRole.Admin) return LastAdmin;

        var (isRight, wait) = await logins.CheckAsync(self, body.Password!, RateLimitRules.AddressOf(http), cancellation);
        if (wait > TimeSpan.Zero) return ProblemResult.TooManyRequests(wait);
        return isRight ? await EraseAsync(self.Id, http, cancellation) : ProblemResult.Invalid(ValidationError.Member("password", "password is wrong."));
    }

    /// <summary>Erases a user.</summary>
    private async Task<IResult> Erase(Guid id, HttpContext http, CancellationToken cancellation) =>
        http.User is CallerPrincipal { User: { } self } && self.Id == id ? LastAdmin : await EraseAsync(id, http, cancellation);

    private async Task<IResult> EraseAsync(Guid id, HttpContext http, CancellationToken cancellation)
    {
        var result = await erasures.EraseAsync(id, http.By(), cancellation);
        return result.Status switch
        {
            ErasureStatus.Erased => Results.NoContent(),
            ErasureStatus.NoSuchUser => ProblemResult.NotFound("user"),
            ErasureStatus.InUse => new ProblemResult(ProblemTypes.UserInUse, result.Open!),
        };
    }

    // So that there is always one left.
    private static ProblemResult LastAdmin => new(ProblemTypes.UserInUse, "An admin does not erase itself: let another one.");
}
