using Inventory.Contracts;

namespace Inventory.Domain.Webhooks;

/// <summary>A delivery that an outbox remembers.</summary>
/// <param name="Ordinal">Its place in the list of all deliveries.</param>
/// <param name="Delivery">Its key.</param>
/// <param name="Finished">When it was delivered or given up; <c>null</c> while it is pending.</param>
public sealed record OutboxEntry(long Ordinal, string Delivery, Instant? Finished = null);
