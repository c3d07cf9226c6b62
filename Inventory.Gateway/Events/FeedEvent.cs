using System.Text;
using System.Text.Json.Serialization.Metadata;
using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Events;

/// <summary>An event, rendered once for all subscribers that see the same of it.</summary>
public sealed class FeedEvent
{
    private readonly RecordedEvent _stored;
    private readonly ResourceType _type;
    private readonly int _begin;
    private byte[]? _forOwner;
    private byte[]? _forOthers;

    public FeedEvent(RecordedEvent stored, ResourceType type)
    {
        (_stored, _type) = (stored, type);
        var response = EventResponse.Of(stored, type);
        (Frame, _begin) = FrameOf(response.Id, response.Type, response, EventJson.Default.EventResponse);
    }

    public long Seq => _stored.Seq;

    public Instant At => _stored.At;

    /// <summary>The event as a Server-Sent Event.</summary>
    public byte[] Frame { get; }

    public ReadOnlySpan<byte> Utf8 => Frame.AsSpan(_begin, Frame.Length - _begin - 2);

    public bool IsOf(ResourceType type, IReadOnlyCollection<Guid> resources) => _type == type && (resources.Count == 0 || resources.Contains(_stored.ResourceId));

    /// <summary>What a customer sees of it: of the allocations of others only when they are, and never who asked for the change.</summary>
    public byte[] FrameFor(Guid customer) => EventKinds.OwnerOf(_stored.Change) == customer ? _forOwner ??= RenderChange(isOwn: true) : _forOthers ??= RenderChange(isOwn: false);

    private byte[] RenderChange(bool isOwn)
    {
        var change = ChangeResponse.Of(_stored, _type, isOwn);
        return FrameOf(change.Id, change.Type, change, EventJson.Default.ChangeResponse).Frame;
    }

    private static (byte[] Frame, int Begin) FrameOf<T>(string id, string type, T data, JsonTypeInfo<T> json)
    {
        var (head, body) = (Encoding.ASCII.GetBytes($"id: {id}\nevent: {type}\ndata: "), ApiResponse.ToBytes(data, json));
        // What clients have written is kept with its spaces. A line break, which can only be one of these, would end the line of the stream.
        body.AsSpan().Replace((byte)'\n', (byte)' ');
        body.AsSpan().Replace((byte)'\r', (byte)' ');
        return ([.. head, .. body, .. "\n\n"u8], head.Length);
    }
}
