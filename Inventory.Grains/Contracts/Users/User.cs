namespace Inventory.Contracts;

/// <summary>A person who has registered, without what only the login needs.</summary>
[GenerateSerializer, Immutable]
public sealed record User
{
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>As it was given, 1 to 50 characters. No other user has it, in whatever case of letters.</summary>
    [Id(1)]
    public required string Username { get; init; }

    /// <summary>As it was given, up to 254 characters. No other user has it, in whatever case of letters.</summary>
    [Id(2)]
    public required string Mail { get; init; }

    /// <summary>Up to 100 characters.</summary>
    [Id(3)]
    public required string FirstName { get; init; }

    /// <summary>Up to 100 characters.</summary>
    [Id(4)]
    public required string LastName { get; init; }

    [Id(5)]
    public required UserRole Role { get; init; }

    [Id(6)]
    public required Instant Registered { get; init; }

    [Id(7)]
    public required Instant Modified { get; init; }
}
