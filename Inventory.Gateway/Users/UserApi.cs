using Inventory.Domain.Users;
using Inventory.Gateway.Security;

namespace Inventory.Gateway.Users;

public sealed class UserApi(SignIn logins)
{
    public void Map(IEndpointRouteBuilder api)
    {
        // Anonymous: a client that logs in has no token, or an old one.
        var users = api.MapGroup("/users").WithTags("Users").AllowAnonymous();
        users.MapPost("/register", Register).Named("register").RequireRateLimiting(RateLimitRules.Logins)
            .Accepts<RegisterRequest>(FormBody.ContentTypes[0], FormBody.ContentTypes[1..])
            .Returns<UserResponse>(201, "The new user, a customer.").Problems(ProblemTypes.UserTaken, ProblemTypes.IdempotencyKeyReused);
        users.MapGet("/exists", Exists).Named("userExists").Requires("username")
            .Returns<bool>(200, "true: the username is taken.").Problems(ProblemTypes.Invalid).Returns<bool>(404, "false: the username is free.");
        users.MapPost("/login", Login).Named("login").RequireRateLimiting(RateLimitRules.Logins)
            .Accepts<LoginRequest>(FormBody.ContentTypes[0], FormBody.ContentTypes[1..])
            .Returns<TokenResponse>(200, "A token.").Problems(ProblemTypes.LoginFailed).IsNotRepeatable();
        users.MapPost("/check_token", CheckToken).Named("checkToken")
            .Accepts<TokenRequest>(FormBody.ContentTypes[0], FormBody.ContentTypes[1..])
            .Returns<UserResponse>(200, "The owner of the token.").Problems(ProblemTypes.NotFound).IsNotRepeatable();
        users.MapPost("/logout", Logout).Named("logout")
            .Accepts<LogoutRequest>(FormBody.ContentTypes[0], FormBody.ContentTypes[1..])
            .Returns<bool>(200, "true: the token is revoked.").Problems(ProblemTypes.NotFound).IsNotRepeatable();
        users.MapPost("/reset_password", ResetPassword).Named("resetPassword").RequireRateLimiting(RateLimitRules.Logins)
            .Accepts<PasswordResetRequest>(FormBody.ContentTypes[0], FormBody.ContentTypes[1..])
            .Returns(204, "The password is set, and all tokens of the user are revoked.").Problems(ProblemTypes.NotFound).IsNotRepeatable();

        var self = api.MapGroup("/users/me").WithTags("Users").RequireAuthorization(Access.Read);
        self.MapGet("", ReadSelf).Named("readSelf")
            .Returns<UserResponse>(200, "The owner of the token.").Problems(ProblemTypes.NotFound);
        self.MapPut("/password", ChangePassword).Named("changePassword").RequireRateLimiting(RateLimitRules.Logins)
            .Accepts<PasswordRequest>(FormBody.ContentTypes[0], FormBody.ContentTypes[1..])
            .Returns(204, "The password is changed, and all other tokens of the user are revoked.").Problems(ProblemTypes.NotFound);
        self.MapDelete("/tokens", LogoutEverywhere).Named("logoutEverywhere")
            .Returns(204, "All tokens of the caller are revoked.").Problems(ProblemTypes.NotFound);
    }

    [EndpointSummary("Registers a user.")]
    [EndpointDescription("The new user is a customer, and can log in at once. Only an admin changes its role.")]
    private async Task<IResult> Register(HttpContext http, CancellationToken cancellation)
    {
        var (body, key, malformed) = await FormBody.ReadAsync(http, UserJson.Default.RegisterRequest, cancellation);
        if (body is null) return malformed!;
        if (body.Faults() is { Count: > 0 } faults) return ProblemResult.Invalid(faults);

        var result = await logins.RegisterAsync(body, UserRole.Customer, key is null ? null : body.KeyOf(key, http.Request.Path), RateLimitRules.AddressOf(http), cancellation);
        return result.Status switch
        {
            RegisterUserStatus.Registered => Answer(201, result.User!),
            RegisterUserStatus.UsernameTaken => new ProblemResult(ProblemTypes.UserTaken, "Another user has this username."),
            RegisterUserStatus.KeyReused => ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused),
            RegisterUserStatus.MailTaken => new ProblemResult(ProblemTypes.UserTaken, "Another user has this mail address."),
        };
    }

    [EndpointSummary("Checks whether a username is taken.")]
    [EndpointDescription("Ignores the case of letters.")]
    private async Task<IResult> Exists(string? username)
    {
        if (username is null or "") return ProblemResult.Invalid(ValidationError.Parameter("username", "username is missing."));
        var exists = username.Length <= 2 * Usernames.MaxLength && await logins.FindAsync(username) is not null;
        return new ApiResult<bool>(exists ? 200 : 404, exists, ApiJson.Default.Boolean);
    }

    [EndpointSummary("Issues a token for a username and password.")]
    [EndpointDescription("Send it as `Authorization: Bearer`. With `session` it comes as a cookie instead, which a browser sends by itself; requests that change something then have to come from a page of this service (`Sec-Fetch-Site: same-origin`, or `Origin`). After several failed attempts each further one has to wait.")]
    private async Task<IResult> Login(HttpContext http, CancellationToken cancellation)
    {
        var (body, _, malformed) = await FormBody.ReadAsync(http, UserJson.Default.LoginRequest, cancellation);
        if (body is null) return malformed!;
        if (body.Faults() is { Count: > 0 } faults) return ProblemResult.Invalid(faults);

        var result = await logins.LoginAsync(body.Username!, body.Password!, RateLimitRules.AddressOf(http), cancellation);
        if (result.Wait > TimeSpan.Zero) return ProblemResult.TooManyRequests(result.Wait);
        if (result.Token is not { } token)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer realm=\"inventory\"";
            return ProblemResult.OfType(ProblemTypes.LoginFailed);
        }
        http.Response.Headers.CacheControl = "no-store";
        if (body.Session == true)
        {
            SessionCookie.Set(http, token.Token!, token.Expires);
            token = token with { Token = null };
        }
        return new ApiResult<TokenResponse>(200, token, UserJson.Default.TokenResponse);
    }

    [EndpointSummary("Finds the owner of a token.")]
    [EndpointDescription("For programs that accept tokens of this service.")]
    private async Task<IResult> CheckToken(HttpContext http, CancellationToken cancellation)
    {
        var (body, _, malformed) = await FormBody.ReadAsync(http, UserJson.Default.TokenRequest, cancellation);
        if (body is null) return malformed!;
        if (body.Faults() is { Count: > 0 } faults) return ProblemResult.Invalid(faults);

        return await logins.OwnerAsync(body.Token!) is { } user ? Answer(200, user) : ProblemResult.NotFound("token");
    }

    [EndpointSummary("Revokes a token, everywhere at once.")]
    [EndpointDescription("The token is in the body; the request needs no other. Without one in the body, the session of the browser ends, and its cookie is removed.")]
    private async Task<IResult> Logout(HttpContext http, CancellationToken cancellation)
    {
        var (body, _, malformed) = await FormBody.ReadAsync(http, UserJson.Default.LogoutRequest, cancellation);
        if (body is null) return malformed!;
        var session = SessionCookie.Find(http.Request);
        if (body.Token is null && session is not null)
        {
            if (!SessionCookie.MayUse(http.Request)) return ProblemResult.OfType(ProblemTypes.CrossSite);
            SessionCookie.Clear(http);
        }
        else if (body.Faults() is { Count: > 0 } faults)
        {
            return ProblemResult.Invalid(faults);
        }

        return await logins.LogoutAsync(body.Token ?? session!) ? new ApiResult<bool>(200, true, ApiJson.Default.Boolean) : ProblemResult.NotFound("token");
    }

    [EndpointSummary("Sets a new password, by a token that an admin has issued.")]
    [EndpointDescription("For users that have forgotten their password. The token is good once, for a day.")]
    private async Task<IResult> ResetPassword(HttpContext http, CancellationToken cancellation)
    {
        var (body, _, malformed) = await FormBody.ReadAsync(http, UserJson.Default.PasswordResetRequest, cancellation);
        if (body is null) return malformed!;
        var user = body.Token is { } token ? await logins.FindPasswordResetAsync(token) : null;
        if (body.Faults(user) is { Count: > 0 } faults) return ProblemResult.Invalid(faults);

        return user is not null && await logins.ResetPasswordAsync(body.Token!, body.NewPassword!, RateLimitRules.AddressOf(http), cancellation)
            ? Results.NoContent() : ProblemResult.NotFound("token");
    }

    [EndpointSummary("Reads the user that the token belongs to.")]
    [EndpointDescription("A key of a program has no user: not found.")]
    private static IResult ReadSelf(HttpContext http) => http.User is CallerPrincipal { User: { } user } ? Answer(200, user) : ProblemResult.NotFound("user");

    [EndpointSummary("Changes the password of the caller.")]
    [EndpointDescription("The present password has to be right. The token of the request stays valid, all others are revoked.")]
    private async Task<IResult> ChangePassword(HttpContext http, CancellationToken cancellation)
    {
        var (body, _, malformed) = await FormBody.ReadAsync(http, UserJson.Default.PasswordRequest, cancellation);
        if (body is null) return malformed!;
        if (http.User is not CallerPrincipal { User: { } user }) return ProblemResult.NotFound("user");
        if (body.Faults(user) is { Count: > 0 } faults) return ProblemResult.Invalid(faults);

        var (isRight, wait) = await logins.CheckAsync(user, body.Password!, RateLimitRules.AddressOf(http), cancellation);
        if (wait > TimeSpan.Zero) return ProblemResult.TooManyRequests(wait);
        if (!isRight) return ProblemResult.Invalid(ValidationError.Member("password", "password is wrong."));
        return await logins.ChangePasswordAsync(user, body.NewPassword!, TokenAuthentication.TokenOf(http.Request)!, RateLimitRules.AddressOf(http), cancellation) ? Results.NoContent() : ProblemResult.NotFound("user");
    }

    [EndpointSummary("Revokes all tokens of the caller, at once.")]
    [EndpointDescription("Also the token of the request.")]
    private async Task<IResult> LogoutEverywhere(HttpContext http, CancellationToken _) =>
        http.User is CallerPrincipal { User: { } user } && await logins.LogoutEverywhereAsync(user, http.Caller()) ? Results.NoContent() : ProblemResult.NotFound("user");

    private static ApiResult<UserResponse> Answer(int status, User user) => new(status, UserResponse.Of(user), UserJson.Default.UserResponse);
}
