namespace Inventory.Gateway.RateLimits;

/// <summary>
/// The section <c>Inventory:RateLimits</c> of the configuration. Operators, admins and keys of programs are not limited, nor is whoever acts as an operator without a token.
/// </summary>
public sealed class RateLimitOptions
{
    /// <summary>Of a customer, or of an address from which no token comes. Default 200. 0: no limit.</summary>
    public int RequestsPerSecond { get; set; } = 200;

    /// <summary>How many of them may come at once, after a rest. Default 2,000.</summary>
    public int Burst { get; set; } = 2_000;

    /// <summary>Logins and registrations from one address: each costs a tenth of a second of a processor. Default 60. 0: no limit.</summary>
    public int LoginsPerMinute { get; set; } = 60;
}
