using Microsoft.AspNetCore.Authentication;

namespace Inventory.Gateway.Security;

/// <summary>Reads <c>Authorization: Bearer …</c> (RFC 6750), or the bare token that older clients send.</summary>
public sealed class TokenAuthentication(TokenResolver callers, AuthMode mode) : IAuthenticationHandler
{
    public const string Scheme = "Bearer";

    private static readonly AuthenticateResult Unknown = AuthenticateResult.Fail("The token was never issued, has expired or was revoked.");

    private HttpContext _http = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _http = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync()
    {
        var header = _http.Request.Headers.Authorization;
        if (header.Count == 0)
            return mode == AuthMode.Open ? Open : Anonymous;
        return header is [{ } text] ? FindAsync(text) : Task.FromResult(Unknown);
    }

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        var isWrong = _http.Request.Headers.Authorization.Count > 0;
        _http.Response.Headers.WWWAuthenticate = isWrong ? "Bearer realm=\"inventory\", error=\"invalid_token\"" : "Bearer realm=\"inventory\"";
        return ProblemResult.OfType(isWrong ? ProblemTypes.TokenInvalid : ProblemTypes.TokenMissing).ExecuteAsync(_http);
    }

    public Task ForbidAsync(AuthenticationProperties? properties) => ProblemResult.OfType(ProblemTypes.Forbidden).ExecuteAsync(_http);

    private static Task<AuthenticateResult> Open { get; } = Task.FromResult(CallerPrincipal.Open.Authentication);

    private static Task<AuthenticateResult> Anonymous { get; } = Task.FromResult(AuthenticateResult.NoResult());

    public static ReadOnlySpan<char> TokenOf(string? header) =>
        header.AsSpan().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header.AsSpan(7).Trim() : header;

    private async Task<AuthenticateResult> FindAsync(string header) => (await callers.FindAsync(TokenOf(header).ToString()))?.Authentication ?? Unknown;
}
