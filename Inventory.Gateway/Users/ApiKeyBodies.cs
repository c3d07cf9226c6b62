using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Inventory.Domain.Time;
using Inventory.Domain.Users;
using Inventory.Gateway.Api;
using Inventory.Gateway.Security;

namespace Inventory.Gateway.Users;

/// <summary>A key for another program.</summary>
public sealed record ApiKeyRequest
{
    private const int MaxNameLength = 100;

    /// <summary>What it is for, 1 to 100 characters.</summary>
    [Required, Length(1, MaxNameLength)]
    public string? Name { get; set; }

    /// <summary>What may be done with it: <c>allocations</c>, <c>resources</c>, <c>events</c>; one or more.</summary>
    [Required]
    public IReadOnlyList<string>? Scopes { get; set; }

    public List<ValidationError> Faults()
    {
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "name", Name, 1, MaxNameLength);
        if (Scopes is not { Count: > 0 } || Scopes.Any(scope => scope is null || !RightsOf.Scopes.ContainsKey(scope)) || Scopes.Distinct().Count() < Scopes.Count)
            faults.Add(ValidationError.Member("scopes", $"scopes has to name one or more, each once, of: {string.Join(", ", RightsOf.Scopes.Keys)}."));
        return faults;
    }
}

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
