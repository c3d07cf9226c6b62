using System.Collections.Immutable;
using Inventory.Contracts;

namespace Inventory.Domain;

/// <summary>All that is kept of a user.</summary>
[GenerateSerializer]
public sealed record UserState
{
    /// <summary><c>null</c> before it is made.</summary>
    [Id(0)]
    public User? User { get; init; }

    [Id(1)]
    public string? PasswordHash { get; init; }

    /// <summary>By age, the oldest first. Those that have expired are cleared when another is opened.</summary>
    [Id(2)]
    public ImmutableArray<Session> Sessions { get; init; } = [];

    /// <summary>By time; <c>null</c> in records from before they were kept.</summary>
    [Id(3)]
    public ImmutableArray<UserChange>? Changes { get; init; }

    /// <summary>What a user that is being erased still has to give back; <c>null</c> for nothing.</summary>
    [Id(4)]
    public ImmutableArray<string>? Claims { get; init; }

    /// <summary>Of the request that made the user, if it had one.</summary>
    [Id(5)]
    public RequestKey? Key { get; init; }
}
