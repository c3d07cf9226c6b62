using System.Collections.Concurrent;
using Inventory.Grains.Users;
using Inventory.Storage;

namespace Inventory.Gateway.Security;

/// <summary>
/// Finds who a token belongs to. Where this process is all there is (<see cref="Revocations"/> are registered), an answer is kept until anybody's rights end:
/// what was asked before a revocation is not used after it. Elsewhere every request asks the grain, so that a revocation holds on every gateway at once.
/// </summary>
public sealed class TokenResolver(IGrainFactory grains, TimeProvider clock, Revocations? revocations = null)
{
    /// <summary>Some hundred bytes each. When there are more, all are forgotten: those in use are soon here again.</summary>
    private const int MaxKept = 100_000;

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <returns>The caller; <c>null</c> for a token that was never given out, has expired or was revoked.</returns>
    public ValueTask<CallerPrincipal?> FindAsync(string text)
    {
        if (FindKept(text) is { } kept)
            return new(kept);
        return Token.TryParse(text, out var token) ? ResolveAsync(text, token) : new((CallerPrincipal?)null);
    }

    /// <returns>The caller, if nobody has to be asked.</returns>
    public CallerPrincipal? FindKept(ReadOnlySpan<char> text) =>
        revocations is not null && _kept.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var kept) && kept.Revocations == revocations.Count && !IsOver(kept.Caller)
            ? kept.Caller : null;

    private async ValueTask<CallerPrincipal?> ResolveAsync(string text, Token token)
    {
        var before = revocations?.Count ?? 0;
        var caller = token.Kind switch
        {
            TokenKind.User => await grains.GetUser(token.Id).FindSession(token.Hash) is { } session ? CallerPrincipal.Of(session) : null,
            TokenKind.Key => await grains.GetApiKeys().Find(token.Id, token.Hash) is { } key ? CallerPrincipal.Of(key) : null,
        };
        if (caller is null || revocations is null)
            return caller;
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        _kept[text] = new(caller, before);
        return caller;
    }

    private bool IsOver(CallerPrincipal caller) => caller.Expires.IsFinite && clock.Now() >= caller.Expires;

    private sealed record Kept(CallerPrincipal Caller, long Revocations);
}
