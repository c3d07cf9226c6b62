using System.Collections.Concurrent;
using Inventory.Domain.Users;
using Inventory.Grains.Users;

namespace Inventory.Gateway.Security;

/// <summary>An embedded gateway caches callers until any revocation. In a cluster every request asks the grain, so a revocation holds on all gateways at once.</summary>
public sealed class TokenResolver(IGrainFactory grains, TimeProvider clock, AuthMode mode, Revocations? revocations = null)
{
    // Some 100 bytes each. Beyond this all are removed: those in use soon come back.
    private const int MaxCached = 100_000;
    private const int MaxUnknown = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _cache = new(StringComparer.Ordinal);

    // A token that is unknown stays so: none is given out a second time.
    private readonly ConcurrentDictionary<string, bool> _unknown = new(StringComparer.Ordinal);

    /// <summary>How long a stream may go on after a revocation. In a cluster each question is a call of a grain.</summary>
    public TimeSpan RevocationDelay => revocations is null ? TimeSpan.FromSeconds(1) : TimeSpan.Zero;

    /// <returns><c>null</c> for a token that was never issued, has expired or was revoked.</returns>
    public ValueTask<CallerPrincipal?> FindAsync(string text)
    {
        if (FindCached(text) is { } cached)
            return new(cached);
        return Token.TryParse(text, out var token) && !_unknown.ContainsKey(text) ? ResolveAsync(text, token) : new((CallerPrincipal?)null);
    }

    /// <summary>Whether <see cref="FindAsync"/> has to call a grain.</summary>
    public bool HasToAsk(string text) => FindCached(text) is null && Token.IsWellFormed(text) && !_unknown.ContainsKey(text);

    public CallerPrincipal? FindCached(ReadOnlySpan<char> text) =>
        revocations is not null && _cache.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var cached)
        && cached.Revocations == revocations.Count && !IsExpired(cached.Caller)
            ? cached.Caller : null;

    private async ValueTask<CallerPrincipal?> ResolveAsync(string text, Token token)
    {
        var before = revocations?.Count ?? 0;
        var caller = token.Kind switch
        {
            TokenKind.User => await grains.GetUser(token.Id).FindSession(token.Hash) is { } session ? CallerPrincipal.Of(session) : null,
            TokenKind.Key => await grains.GetApiKeys().Find(token.Id, token.Hash) is { } key ? CallerPrincipal.Of(key) : null,
            TokenKind.Calendar => await grains.GetCalendarTokens(token.Id).Find(token.Hash) is { } calendar ? await FindOwnerAsync(token.Id, calendar) : null,
            TokenKind.Reset => null,
        };
        if (caller is null)
        {
            if (_unknown.Count >= MaxUnknown)
                _unknown.Clear();
            _unknown[text] = true;
        }
        if (caller is null || revocations is null)
            return caller;
        if (_cache.Count >= MaxCached)
            _cache.Clear();
        _cache[text] = new(caller, before);
        return caller;
    }

    // It has the rights that its owner has now.
    private async ValueTask<CallerPrincipal?> FindOwnerAsync(Guid owner, CalendarToken token)
    {
        if (token.Actor is null)
            return mode == AuthMode.Open ? CallerPrincipal.Open.ForFeeds() : null;
        if (token.Actor == Caller.ActorOf(owner))
            return await grains.GetUser(owner).Read() is { } user ? CallerPrincipal.Of(user, Instant.PlusInfinity).ForFeeds() : null;
        return (await grains.GetApiKeys().List()).FirstOrDefault(key => key.Id == owner) is { } found ? CallerPrincipal.Of(found).ForFeeds() : null;
    }

    private bool IsExpired(CallerPrincipal caller) => caller.Expires.IsFinite && clock.Now() >= caller.Expires;

    private sealed record Entry(CallerPrincipal Caller, long Revocations);
}
