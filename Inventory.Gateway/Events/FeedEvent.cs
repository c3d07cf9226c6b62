using System.Text;
using Inventory.Gateway.Http;

namespace Inventory.Gateway.Events;

/// <summary>An event with its place in the feed, rendered once for all who listen.</summary>
public sealed class FeedEvent
{
    private readonly int _begin;

    /// <param name="seq">Its place.</param>
    /// <param name="event">What happened.</param>
    public FeedEvent(long seq, EventResponse @event)
    {
        Seq = seq;
        var head = Encoding.ASCII.GetBytes($"id: {@event.Id}\nevent: {@event.Type}\ndata: ");
        _begin = head.Length;
        Frame = [.. head, .. JsonAnswer.ToBytes(@event, GatewayJson.Default.EventResponse), .. "\n\n"u8];
    }

    public long Seq { get; }

    /// <summary>The event as a Server-Sent Event.</summary>
    public byte[] Frame { get; }

    /// <summary>The event in JSON.</summary>
    public ReadOnlySpan<byte> Utf8 => Frame.AsSpan(_begin, Frame.Length - _begin - 2);
}
