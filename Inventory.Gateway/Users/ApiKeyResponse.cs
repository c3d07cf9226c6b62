using System.Text.Json.Serialization;
using Inventory.Contracts;

namespace Inventory.Gateway.Users;

/// <summary>A key of another program.</summary>
public sealed record ApiKeyResponse
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required Instant Created { get; init; }

    /// <summary>Who made it, if that is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Actor { get; init; }

    /// <summary>The key itself: shown once, when it is made, and kept nowhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    public static ApiKeyResponse Of(ApiKey key, string? text = null) => new() { Id = key.Id, Name = key.Name, Scopes = key.Scopes, Created = key.Created, Actor = key.Actor, Key = text };
}
