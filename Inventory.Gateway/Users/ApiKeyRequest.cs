using System.ComponentModel.DataAnnotations;
using Inventory.Gateway.Authentication;
using Inventory.Gateway.Http;

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

    public List<Fault> Faults()
    {
        var faults = new List<Fault>();
        TextRules.Check(faults, "name", Name, 1, MaxNameLength);
        if (Scopes is not { Count: > 0 } || Scopes.Any(scope => scope is null || !RightsOf.Scopes.ContainsKey(scope)) || Scopes.Distinct().Count() < Scopes.Count)
            faults.Add(Fault.Member("scopes", $"scopes has to name one or more, each once, of: {string.Join(", ", RightsOf.Scopes.Keys)}."));
        return faults;
    }
}
