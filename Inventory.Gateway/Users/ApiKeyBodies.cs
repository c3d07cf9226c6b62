using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Users;
using Inventory.Gateway.Security;

namespace Inventory.Gateway.Users;

/// <summary>An API key to create for another program.</summary>
[Example("""{"name": "parking app", "scopes": ["allocations"]}""")]
public sealed record ApiKeyRequest
{
    private const int MaxNameLength = 100;

    /// <summary>The purpose, 1 to 100 characters.</summary>
    [Required, Length(1, MaxNameLength)]
    public string? Name { get; set; }

    /// <summary>The permissions of the key: <c>allocations</c>, <c>resources</c>, <c>beers</c>, <c>payments</c>, <c>events</c>; one or more.</summary>
    [Required]
    public IReadOnlyList<string>? Scopes { get; set; }

    public List<ValidationError> Faults()
    {
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "name", Name, 1, MaxNameLength);
        if (Scopes is not { Count: > 0 } || Scopes.Any(scope => scope is null || !PermissionsOf.Scopes.ContainsKey(scope)) || Scopes.Distinct().Count() < Scopes.Count)
            faults.Add(ValidationError.Member("scopes", $"scopes has to name one or more, each once, of: {string.Join(", ", PermissionsOf.Scopes.Keys)}."));
        return faults;
    }
}

/// <summary>An API key of another program.</summary>
[Example(
    """
    {"id": "0198a7b0-0000-7000-8000-000000000011", "name": "parking app", "scopes": ["allocations"],
    "created": "2026-11-20T09:00:00Z"}
    """)]
public sealed record ApiKeyResponse
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required Instant Created { get; init; }

    /// <summary>Who created the key, if known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Actor { get; init; }

    /// <summary>The key itself: shown once, at its creation, and not stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    public static ApiKeyResponse Of(ApiKey key, string? text = null) => new() { Id = key.Id, Name = key.Name, Scopes = key.Scopes, Created = key.Created, Actor = key.Actor, Key = text };
}
