namespace Inventory.Gateway.Security;

/// <summary>The key of somebody's bookings, orders and account: the id of a customer, the actor of an operator or of a program.</summary>
internal static class CustomerId
{
    private static readonly string UserPrefix = Caller.ActorOf(Guid.Empty)[..^36];

    /// <summary>Ids of users are compared as UUIDs.</summary>
    /// <returns><c>null</c> for a blank, which is nobody's.</returns>
    public static string? Parse(string text) => Uuid.TryParse(text, out var id) ? id.ToString() : string.IsNullOrWhiteSpace(text) ? null : text;

    /// <returns><c>null</c> for a program, and for an operator without a name.</returns>
    public static Guid? UserOf(string key) =>
        Uuid.TryParse(key, out var id) || (key.StartsWith(UserPrefix, StringComparison.Ordinal) && Uuid.TryParse(key[UserPrefix.Length..], out id)) ? id : null;
}
