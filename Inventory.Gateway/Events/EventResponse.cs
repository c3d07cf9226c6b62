using System.Globalization;
using System.Text.Json.Serialization;
using Inventory.Contracts;
using Inventory.Domain;
using Inventory.Gateway.Http;
using Inventory.Gateway.Types;
using Inventory.Store;

namespace Inventory.Gateway.Events;

/// <summary>A change that has happened, as a CloudEvents 1.0 event in JSON.</summary>
public sealed record EventResponse
{
    /// <summary>The version of CloudEvents.</summary>
    [JsonPropertyName("specversion")]
    public string SpecVersion => "1.0";

    /// <summary>A cursor: what follows it is what happened later.</summary>
    public required string Id { get; init; }

    /// <summary>The path of the resource.</summary>
    public required string Source { get; init; }

    /// <summary><c>inventory.</c> and what happened: resource-created, resource-updated, resource-deleted, allocated, allocation-updated, confirmed, released, expired.</summary>
    public required string Type { get; init; }

    /// <summary>The id of the allocation that it is about, if it is about one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Subject { get; init; }

    /// <summary>When it was decided.</summary>
    public required Instant Time { get; init; }

    /// <summary>The resource's version that it made: 1, 2, 3, … for each resource, without gaps.</summary>
    public required string Sequence { get; init; }

    [JsonPropertyName("datacontenttype")]
    public string DataContentType => "application/json";

    /// <summary>Who asked for it, if that is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Actor { get; init; }

    /// <summary>The resource or the allocation as it then was, where there still was one.</summary>
    public required EventData Data { get; init; }

    public static EventResponse Of(StoredEvent stored, ResourceType type) => new()
    {
        Id = Cursor.Of(stored.Seq),
        Source = $"{type.CollectionPath}/{stored.ResourceId}",
        Type = $"inventory.{ChangeKinds.Of(stored.Change)}",
        Subject = EventKinds.SubjectOf(stored.Change),
        Time = stored.At,
        Sequence = stored.Version.ToString(CultureInfo.InvariantCulture),
        Actor = stored.Actor,
        Data = EventData.Of(stored, type),
    };
}
