namespace Inventory.Webhooks;

/// <summary>A name stands for addresses that are not public, and no others.</summary>
public sealed class PrivateAddressException(string host)
    : Exception($"{host} has no public address, and others are not called unless Inventory:Webhooks:AllowPrivateAddresses is true.");
