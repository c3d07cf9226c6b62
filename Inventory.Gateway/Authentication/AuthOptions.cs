namespace Inventory.Gateway.Authentication;

/// <summary>The section <c>Inventory:Auth</c> of the configuration.</summary>
public sealed class AuthOptions
{
    /// <summary>
    /// <c>Open</c>: a request without a token acts as an operator, for trying out and for a machine of one's own. <c>Required</c>: it does not. Default: <c>Open</c> where the
    /// service listens on loopback addresses only, and nowhere else.
    /// </summary>
    public AuthMode? Mode { get; set; }

    /// <summary>How long a token lives from the login on. From a minute to 366 days. Default: 7 days.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The first admin, who is made at the start if there is no user of the name.</summary>
    public FirstAdminOptions Admin { get; set; } = new();
}
