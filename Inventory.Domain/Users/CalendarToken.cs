namespace Inventory.Domain.Users;

/// <summary>Lets a calendar program read feeds, and nothing else. It does not expire, but it can be revoked.</summary>
[GenerateSerializer, Immutable, Alias("inventory.calendar-token")]
public sealed record CalendarToken
{
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>Where it is used, up to 100 characters.</summary>
    [Id(1)]
    public string? Name { get; init; }

    [Id(2)]
    public required Instant Created { get; init; }

    /// <summary>SHA-256 in lower-case hexadecimal. The token itself is not stored.</summary>
    [Id(3)]
    public required string Hash { get; init; }

    /// <summary>The actor whose rights it has; <c>null</c> for an operator without a name.</summary>
    [Id(4)]
    public string? Actor { get; init; }
}

/// <summary>All calendar tokens of one owner.</summary>
[GenerateSerializer, Alias("inventory.calendar-tokens-state")]
public sealed record CalendarTokensState
{
    public const int MaxTokens = 20;

    /// <summary>Oldest first.</summary>
    [Id(0)]
    public ImmutableArray<CalendarToken> Tokens { get; init; } = [];

    public CalendarToken? Find(string hash) => Tokens.FirstOrDefault(token => token.Hash == hash);

    /// <returns><c>null</c> if there are too many.</returns>
    public CalendarTokensState? Add(CalendarToken token) => Tokens.Length < MaxTokens ? this with { Tokens = Tokens.Add(token) } : null;

    public CalendarTokensState Revoke(Guid id) => Tokens.Any(token => token.Id == id) ? this with { Tokens = Tokens.RemoveAll(token => token.Id == id) } : this;

    public CalendarTokensState RevokeAll() => Tokens.IsEmpty ? this : this with { Tokens = [] };
}
