namespace Inventory.Contracts;

/// <summary>Something that happened here, as other programs are told of it.</summary>
/// <param name="Id">The same whenever the same is told: the <c>webhook-id</c>.</param>
/// <param name="Type">One of <see cref="WebhookEventTypes"/>.</param>
/// <param name="Payload">The body, JSON: <c>type</c>, <c>timestamp</c> and <c>data</c>.</param>
[GenerateSerializer, Immutable]
public sealed record WebhookEvent(string Id, string Type, string Payload);
