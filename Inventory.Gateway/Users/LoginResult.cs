namespace Inventory.Gateway.Users;

/// <summary>How a login ended.</summary>
public sealed record LoginResult
{
    /// <summary>There is no user with this name and this password.</summary>
    public static readonly LoginResult Wrong = new();

    private LoginResult()
    {
    }

    /// <summary>Given only when name and password are right.</summary>
    public TokenResponse? Token { get; private init; }

    /// <summary>After so long it may be tried again; zero when it may be at once.</summary>
    public TimeSpan Wait { get; private init; }

    public static LoginResult Given(TokenResponse token) => new() { Token = token };

    public static LoginResult TooOften(TimeSpan wait) => new() { Wait = wait };
}
