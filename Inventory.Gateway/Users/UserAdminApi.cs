using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Users;
using Inventory.Gateway.Security;
using Inventory.Grains.Users;

namespace Inventory.Gateway.Users;

public sealed class UserAdminApi(IGrainFactory grains, SignIn logins)
{
    public void Map(IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Users").RequireAuthorization(Access.Administer);
        users.MapGet("/", List).Named("listUsers")
            .Returns<UserResponse[]>(200, "The users, in a stable order.").Problems(ProblemTypes.Invalid);
        users.MapGet("/{id:guid}", Read).Named("readUser")
            .Returns<UserResponse>(200, "The user.").Problems(ProblemTypes.NotFound);
        users.MapPatch("/{id:guid}", Update).Named("updateUser")
            .Accepts<UserPatch>("application/json", "application/merge-patch+json")
            .Returns<UserResponse>(200, "The updated user.").Problems(ProblemTypes.NotFound);
        users.MapPut("/{id:guid}/role", SetRole).Named("setRole")
            .Accepts<RoleRequest>("application/json")
            .Returns<UserResponse>(200, "The updated user.").Problems(ProblemTypes.NotFound);
        users.MapDelete("/{id:guid}/tokens", Revoke).Named("revokeTokens")
            .Returns(204, "All tokens of the user are revoked.").Problems(ProblemTypes.NotFound);
        users.MapPost("/{id:guid}/password_resets", IssuePasswordReset).Named("issuePasswordReset")
            .Returns<TokenResponse>(201, "A token that sets a new password, once.").Problems(ProblemTypes.NotFound).IsNotRepeatable();
        users.MapGet("/{id:guid}/changes", ListChanges).Named("listUserChanges")
            .Returns<UserChangeResponse[]>(200, "The changes of the user's account, oldest first.").Problems(ProblemTypes.NotFound);
    }

    [EndpointSummary("Lists the users, or the one with a username.")]
    [EndpointDescription("In a stable order, in pages. For admins.")]
    private async Task<IResult> List(HttpContext http, string? username, string? limit, string? cursor)
    {
        var query = new Query();
        var (count, after) = (query.Limit(limit), query.Cursor(cursor) ?? 0);
        if (query.Problem is { } problem) return problem;
        if (username is not null)
            return Answer(await logins.FindAsync(username) is { } user ? [UserResponse.Of(user)] : [], null);

        List<UserResponse> found = [];
        var position = after;
        while (Part(position) < UserKeys.UserLists && found.Count < count)
        {
            var ids = await grains.GetUserList(Part(position)).List();
            var batch = ids.Skip(Place(position)).Take(count - found.Count).ToImmutableArray();
            var users = await Task.WhenAll(batch.Select(id => grains.GetUser(id).Read()));
            found.AddRange(users.OfType<User>().Select(UserResponse.Of));
            position = Place(position) + batch.Length < ids.Length ? position + batch.Length : Position(Part(position) + 1);
        }
        return Answer([.. found], Part(position) < UserKeys.UserLists ? Cursor.Link(http.Request, position) : null);
    }

    [EndpointSummary("Reads a user.")]
    [EndpointDescription("For admins.")]
    private async Task<IResult> Read(Guid id) => await grains.GetUser(id).Read() is { } user ? Answer(user) : ProblemResult.NotFound("user");

    [EndpointSummary("Sets or removes the group of a user, at once.")]
    [EndpointDescription("For admins. A merge patch (RFC 7396). Quotas of groups count what the user takes from now on with its group.")]
    private async Task<IResult> Update(Guid id, HttpContext http, CancellationToken cancellation)
    {
        var (body, _, malformed) = await JsonBody.ReadAsync(http, UserJson.Default.UserPatch, cancellation);
        if (body is null) return malformed!;
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "group", body.Group, body.Group is null ? 0 : 1, UserPatch.MaxGroupLength);
        if (faults.Count > 0) return ProblemResult.Invalid(faults);

        var user = body.NamesGroup ? await grains.GetUser(id).SetGroup(body.Group, http.Caller()) : await grains.GetUser(id).Read();
        return user is not null ? Answer(user) : ProblemResult.NotFound("user");
    }

    [EndpointSummary("Changes the role of a user, at once.")]
    [EndpointDescription("For admins, who cannot change their own role.")]
    private async Task<IResult> SetRole(Guid id, HttpContext http, CancellationToken cancellation)
    {
        var (body, _, malformed) = await JsonBody.ReadAsync(http, UserJson.Default.RoleRequest, cancellation);
        if (body is null) return malformed!;
        if (RoleNames.Find(body.Role) is not { } role) return ProblemResult.Invalid(ValidationError.Member("role", "role has to be customer, operator or admin."));
        // At least one admin has to remain.
        if (http.User is CallerPrincipal { User: { } self } && self.Id == id)
            return ProblemResult.Invalid(ValidationError.Member("role", "An admin cannot change its own role: ask another admin."));

        return await grains.GetUser(id).SetRole(role, http.Caller()) is { } user ? Answer(user) : ProblemResult.NotFound("user");
    }

    [EndpointSummary("Revokes all tokens of a user, at once.")]
    [EndpointDescription("For admins. The user can log in again.")]
    private async Task<IResult> Revoke(Guid id, HttpContext http) =>
        await grains.GetUser(id).CloseAllSessions(http.Caller()) ? Results.NoContent() : ProblemResult.NotFound("user");

    [EndpointSummary("Issues a token with which a user sets a new password.")]
    [EndpointDescription("For admins, who pass it on to the user: see `POST /api/users/reset_password`. It is good once, for a day, and shown only here. The password and the tokens of the user stay good until then.")]
    private async Task<IResult> IssuePasswordReset(Guid id, HttpContext http)
    {
        if (await logins.IssuePasswordResetAsync(id, http.Caller()) is not { } token) return ProblemResult.NotFound("user");
        http.Response.Headers.CacheControl = "no-store";
        return new ApiResult<TokenResponse>(201, token, UserJson.Default.TokenResponse);
    }

    [EndpointSummary("Lists the changes of a user's account and who made them, also of an erased user.")]
    [EndpointDescription("Oldest first. For admins.")]
    private async Task<IResult> ListChanges(Guid id)
    {
        var changes = await grains.GetUser(id).ReadChanges();
        return changes.IsEmpty && await grains.GetUser(id).Read() is null
            ? ProblemResult.NotFound("user")
            : new ApiResult<UserChangeResponse[]>(200, [.. changes.Select(UserChangeResponse.Of)], UserJson.Default.UserChangeResponseArray);
    }

    private static ApiResult<UserResponse> Answer(User user) => new(200, UserResponse.Of(user), UserJson.Default.UserResponse);

    private static ApiResult<UserResponse[]> Answer(UserResponse[] users, string? next) => new(200, users, UserJson.Default.UserResponseArray) { Next = next };

    // A cursor is the number of a list and a position in it.
    private static long Position(int part) => (long)part << 32;

    private static int Part(long position) => position < 0 ? UserKeys.UserLists : (int)Math.Min(position >> 32, UserKeys.UserLists);

    private static int Place(long position) => (int)(position & 0x7FFF_FFFF);
}

/// <summary>What an admin changes of a user.</summary>
[Example("""{"group": "students"}""")]
public sealed record UserPatch
{
    public const int MaxGroupLength = 50;

    /// <summary>The group with which quotas count the user, 1 to 50 characters; <c>null</c> removes it.</summary>
    [MaxLength(MaxGroupLength)]
    public string? Group
    {
        get;
        set => (field, NamesGroup) = (value, true);
    }

    [JsonIgnore]
    public bool NamesGroup { get; private set; }
}

/// <summary>The new role of a user.</summary>
[Example("""{"role": "operator"}""")]
public sealed record RoleRequest
{
    /// <summary><c>customer</c>, <c>operator</c> or <c>admin</c>.</summary>
    [Required, Length(1, 20)]
    public string? Role { get; set; }
}
