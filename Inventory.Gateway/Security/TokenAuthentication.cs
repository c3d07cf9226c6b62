using Microsoft.AspNetCore.Authentication;

namespace Inventory.Gateway.Security;

/// <summary>Reads <c>Authorization: Bearer …</c> (RFC 6750), the bare token that older clients send, or the <see cref="SessionCookie"/> of a browser; a feed also reads <c>?token=</c>.</summary>
public sealed class TokenAuthentication(TokenResolver callers, TokenGuesses guesses, AuthMode mode) : IAuthenticationHandler
{
    public const string Scheme = "Bearer";

    private static readonly AuthenticateResult Unknown = AuthenticateResult.Fail("The token was never issued, has expired or was revoked.");

    private HttpContext _http = null!;
    private bool _isRefused;
    private bool _isCrossSite;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _http = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync()
    {
        if (FeedToken.Find(_http) is { } feed)
            return FeedToken.IsOne(feed) ? FindAsync(feed) : Task.FromResult(Unknown);
        var header = _http.Request.Headers.Authorization;
        if (SessionCookie.Find(_http.Request) is { } session)
            return (_isCrossSite = !SessionCookie.MayUse(_http.Request)) ? Task.FromResult(Unknown) : FindAsync(session);
        if (header.Count == 0)
            return mode == AuthMode.Open ? Open : Anonymous;
        return header is [{ } text] ? FindAsync(TokenOf(text).ToString()) : Task.FromResult(Unknown);
    }

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        if (_isRefused)
            return TokenGuesses.Refusal.ExecuteAsync(_http);
        if (_isCrossSite)
            return new ProblemResult(ProblemTypes.CrossSite, "A session of a browser changes something only for a page of this service: Sec-Fetch-Site has to be same-origin, or Origin this service.")
                .ExecuteAsync(_http);
        var isWrong = IsShown(_http.Request);
        _http.Response.Headers.WWWAuthenticate = isWrong ? "Bearer realm=\"inventory\", error=\"invalid_token\"" : "Bearer realm=\"inventory\"";
        return ProblemResult.OfType(isWrong ? ProblemTypes.TokenInvalid : ProblemTypes.TokenMissing).ExecuteAsync(_http);
    }

    public Task ForbidAsync(AuthenticationProperties? properties) => ProblemResult.OfType(ProblemTypes.Forbidden).ExecuteAsync(_http);

    private static Task<AuthenticateResult> Open { get; } = Task.FromResult(CallerPrincipal.Open.Authentication);

    private static Task<AuthenticateResult> Anonymous { get; } = Task.FromResult(AuthenticateResult.NoResult());

    /// <summary>Whether the request shows a token, good or not.</summary>
    public static bool IsShown(HttpRequest request) => request.Headers.Authorization.Count > 0 || SessionCookie.Find(request) is not null || FeedToken.Find(request.HttpContext) is not null;

    /// <returns>The token that the request shows; <c>null</c> if it shows none.</returns>
    public static string? TokenOf(HttpRequest request) => request.Headers.Authorization is [{ } header] ? TokenOf(header).ToString() : SessionCookie.Find(request);

    public static ReadOnlySpan<char> TokenOf(string? header) =>
        header.AsSpan().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header.AsSpan(7).Trim() : header;

    private async Task<AuthenticateResult> FindAsync(string token)
    {
        var address = RateLimitRules.AddressOf(_http);
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
