using Inventory.Gateway.Http;

namespace Inventory.Gateway.Events;

/// <summary>An event with its place in the feed, rendered once for all who listen.</summary>
/// <param name="Seq">Its place.</param>
/// <param name="Event">What happened.</param>
public sealed record FeedEvent(long Seq, EventResponse Event)
{
    /// <summary>The event in JSON.</summary>
    public byte[] Utf8 { get; } = JsonAnswer.ToBytes(Event, GatewayJson.Default.EventResponse);
}
