namespace Inventory.Gateway.Security;

/// <summary>Whether the caller of a stream, which is admitted once and read for hours, may still read it.</summary>
public sealed class StreamAccess(TokenResolver callers, HttpContext http, Permissions needed, TimeProvider clock)
{
    // Staff that has become a customer sees less.
    private readonly Guid? _customer = http.Caller()?.Customer;

    private long _asked = clock.GetTimestamp();

    public async ValueTask<bool> HoldsAsync()
    {
        // Without a token it is the open service, which is open to the end.
        if (TokenAuthentication.TokenOf(http.Request) is not { } token || clock.GetElapsedTime(_asked) < callers.RevocationDelay)
            return true;
        _asked = clock.GetTimestamp();
        return await callers.FindAsync(token) is { } caller && caller.Permissions.HasFlag(needed) && caller.Caller?.Customer == _customer;
    }
}
