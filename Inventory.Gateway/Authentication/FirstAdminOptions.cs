namespace Inventory.Gateway.Authentication;

/// <summary>The first admin. Without a name there is none; once it is there, what stands here is not looked at.</summary>
public sealed class FirstAdminOptions
{
    public string? Username { get; set; }

    /// <summary>As for any user. Best given by an environment variable.</summary>
    public string? Password { get; set; }

    /// <summary>Default: the name at <c>localhost</c>.</summary>
    public string? Mail { get; set; }
}
