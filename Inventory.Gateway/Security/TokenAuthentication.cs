using Microsoft.AspNetCore.Authentication;

namespace Inventory.Gateway.Security;

/// <summary>Reads <c>Authorization: Bearer …</c> (RFC 6750), or the bare token that older clients send.</summary>
public sealed class TokenAuthentication(TokenResolver callers, TokenGuesses guesses, AuthMode mode) : IAuthenticationHandler
{
    public const string Scheme = "Bearer";

    private static readonly AuthenticateResult Unknown = AuthenticateResult.Fail("The token was never issued, has expired or was revoked.");

    private HttpContext _http = null!;
    private bool _isRefused;

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
        if (_isRefused)
            return TokenGuesses.Refusal.ExecuteAsync(_http);
        var isWrong = _http.Request.Headers.Authorization.Count > 0;
        _http.Response.Headers.WWWAuthenticate = isWrong ? "Bearer realm=\"inventory\", error=\"invalid_token\"" : "Bearer realm=\"inventory\"";
        return ProblemResult.OfType(isWrong ? ProblemTypes.TokenInvalid : ProblemTypes.TokenMissing).ExecuteAsync(_http);
    }

    public Task ForbidAsync(AuthenticationProperties? properties) => ProblemResult.OfType(ProblemTypes.Forbidden).ExecuteAsync(_http);

    private static Task<AuthenticateResult> Open { get; } = Task.FromResult(CallerPrincipal.Open.Authentication);

    private static Task<AuthenticateResult> Anonymous { get; } = Task.FromResult(AuthenticateResult.NoResult());

    public static ReadOnlySpan<char> TokenOf(string? header) =>
        header.AsSpan().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header.AsSpan(7).Trim() : header;

    private async Task<AuthenticateResult> FindAsync(string header)
    {
        var (token, address) = (TokenOf(header).ToString(), RateLimitRules.AddressOf(_http));
        var isGuess = callers.HasToAsk(token);
        _isRefused = isGuess && !guesses.MayTry(address);
        if (_isRefused)
            return Unknown;
        var caller = await callers.FindAsync(token);
        if (isGuess && caller is null)
            guesses.Count(address);
        return caller?.Authentication ?? Unknown;
    }
}
