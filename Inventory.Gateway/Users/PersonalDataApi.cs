using Inventory.Domain.Users;
using Inventory.Gateway.Security;

namespace Inventory.Gateway.Users;

public sealed class PersonalDataApi(PersonalData data, UserErasure erasure, SignIn logins)
{
    public void Map(IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/users/me").WithTags("Users").RequireAuthorization(Access.Read);
        own.MapGet("/data", ReadOwn).Named("readOwnData").IsCostly()
            .Returns<PersonalDataResponse>(200, "Everything that is stored about the owner of the token.").Problems(ProblemTypes.NotFound);
        own.MapPost("/erase", EraseSelf).Named("eraseSelf")
            .Accepts<ErasureRequest>(FormBody.ContentTypes[0], FormBody.ContentTypes[1..])
            .Returns(204, "The user is erased, and the token is revoked.").Problems(ProblemTypes.NotFound, ProblemTypes.UserInUse).IsNotRepeatable();
        var users = api.MapGroup("/users/{id:guid}").WithTags("Users").RequireAuthorization(Access.Administer);
        users.MapGet("/data", Read).Named("readUserData")
            .Returns<PersonalDataResponse>(200, "Everything that is stored about the user.").Problems(ProblemTypes.NotFound);
        users.MapDelete("", Erase).Named("eraseUser")
            .Returns(204, "The user is erased, now or earlier.").Problems(ProblemTypes.NotFound, ProblemTypes.UserInUse);
    }

    [EndpointSummary("Reads everything that is stored about the caller.")]
    [EndpointDescription("Every list is complete.")]
    private Task<IResult> ReadOwn(HttpContext http, CancellationToken _) =>
        http.User is CallerPrincipal { User: { } self } ? Read(self.Id, http) : Task.FromResult<IResult>(ProblemResult.NotFound("user"));

    [EndpointSummary("Reads everything that is stored about a user.")]
    [EndpointDescription("Every list is complete. For admins.")]
    private async Task<IResult> Read(Guid id, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await data.ReadAsync(id) is { } all
            ? new StreamedResult<PersonalDataResponse>(all, UserJson.Default.PersonalDataResponse)
            : ProblemResult.NotFound("user");
    }

    [EndpointSummary("Erases the caller.")]
    [EndpointDescription("Names and addresses are removed for ever; invoices stay, under the id of the user. Refused while the user has bookings or allocations that have not ended, or owes money.")]
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

    [EndpointSummary("Erases a user.")]
    [EndpointDescription("As a user erases itself. For admins. A user that was erased before is erased still.")]
    private async Task<IResult> Erase(Guid id, HttpContext http, CancellationToken cancellation) =>
        http.User is CallerPrincipal { User: { } self } && self.Id == id ? LastAdmin : await EraseAsync(id, http, cancellation);

    private async Task<IResult> EraseAsync(Guid id, HttpContext http, CancellationToken cancellation)
    {
        var result = await erasure.EraseAsync(id, http.Caller(), cancellation);
        return result.Status switch
        {
            ErasureStatus.Erased => Results.NoContent(),
            ErasureStatus.NoSuchUser => ProblemResult.NotFound("user"),
            ErasureStatus.InUse => new ProblemResult(ProblemTypes.UserInUse, result.Open!),
        };
    }

    // At least one admin has to remain.
    private static ProblemResult LastAdmin => new(ProblemTypes.UserInUse, "An admin cannot erase itself: ask another admin.");
}
