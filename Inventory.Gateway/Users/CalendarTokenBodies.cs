using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Users;

namespace Inventory.Gateway.Users;

/// <summary>A calendar token to create.</summary>
[Example("""{"name": "My phone"}""")]
public sealed record CalendarTokenRequest
{
    private const int MaxNameLength = 100;

    /// <summary>Where it is used, up to 100 characters.</summary>
    [MaxLength(MaxNameLength)]
    public string? Name { get; set; }

    public List<ValidationError> Faults()
    {
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "name", Name, 0, MaxNameLength);
        return faults;
    }
}

/// <summary>A token with which a calendar program reads feeds.</summary>
[Example("""{"id": "0198a7b0-0000-7000-8000-000000000012", "name": "My phone", "created": "2026-11-20T09:00:00Z"}""")]
public sealed record CalendarTokenResponse
{
    public required Guid Id { get; init; }

    public required string? Name { get; init; }

    public required Instant Created { get; init; }

    /// <summary>The token itself: shown once, at its creation, and not stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }

    public static CalendarTokenResponse Of(CalendarToken token, string? text = null) => new() { Id = token.Id, Name = token.Name, Created = token.Created, Token = text };
}
