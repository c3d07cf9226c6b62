using System.Collections.Immutable;
using System.Text;
using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>Makes commits for the store's tests, and shows what it stored as text, which compares by content.</summary>
internal static class A
{
    public static readonly Instant Moment = Instant.From(new(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc));

    public static Commit Commit(Guid resource, long version, ResourceEvent change) =>
        new() { ResourceId = resource, Version = version, Change = change, At = Moment };

    public static Commit Created(Guid id, string name = "van 1", string type = "Car", long ordinal = 1, string attributes = "") =>
        Commit(id, 1, new ResourceEvent.ResourceCreated(Resource(id, name, type, ordinal, 1, attributes)));

    public static Commit Renamed(Guid id, long version, string name, string type = "Car", long ordinal = 1, string attributes = "") =>
        Commit(id, version, new ResourceEvent.ResourceUpdated(Resource(id, name, type, ordinal, version, attributes)));

    public static Commit Deleted(Guid id, long version) => Commit(id, version, new ResourceEvent.ResourceDeleted());

    public static Commit Allocated(Guid id, long version, Guid? allocation = null) =>
        Commit(id, version, new ResourceEvent.Allocated(Allocation(version, allocation)));

    public static Commit Allocated(Guid id, Allocation allocation) => Commit(id, allocation.Version, new ResourceEvent.Allocated(allocation));

    public static Commit Updated(Guid id, Allocation allocation) => Commit(id, allocation.Version, new ResourceEvent.AllocationUpdated(allocation));

    public static Commit Confirmed(Guid id, Allocation allocation) => Commit(id, allocation.Version, new ResourceEvent.Confirmed(allocation));

    public static Commit Expired(Guid id, long version, Guid allocation, Guid? owner = null) => Commit(id, version, new ResourceEvent.Expired(allocation, owner));

    public static Commit Changed(Guid id, Allocation allocation, AllocationChange change) => Commit(id, allocation.Version, new ResourceEvent.AllocationUpdated(allocation, change));

    public static Allocation? Of(ResourceEvent change) => change switch
    {
        ResourceEvent.Allocated allocated => allocated.Allocation,
        ResourceEvent.AllocationUpdated updated => updated.Allocation,
        ResourceEvent.Confirmed confirmed => confirmed.Allocation,
        _ => null,
    };

    public static Commit Declined(Guid id, long version, Guid allocation, string? reason) => Commit(id, version, new ResourceEvent.Declined(allocation, reason));

    public static Commit Released(Guid id, long version, Guid allocation) => Commit(id, version, new ResourceEvent.Released(allocation));

    /// <summary>The same, decided at another moment.</summary>
    public static Commit Stamped(this Commit commit, Instant at, IdempotencyKey? key = null) => commit with
    {
        At = at,
        Key = key,
        Change = commit.Change switch
        {
            ResourceEvent.ResourceCreated created => new ResourceEvent.ResourceCreated(created.Resource with { Created = at }),
            ResourceEvent.Allocated allocated => new ResourceEvent.Allocated(allocated.Allocation with { Created = at }),
            var change => change,
        },
    };

    public static Instant After(this Instant moment, TimeSpan time) => new(moment.Microseconds + (long)time.TotalMicroseconds);

    public static Allocation Allocation(long version, Guid? id = null) => new()
    {
        Id = id ?? Guid.CreateVersion7(),
        Interval = Hour(version % 1_000_000),
        Type = "booking",
        Created = Moment,
        Version = version,
    };

    public static Allocation Hold(long version, Guid? id = null) => Allocation(version, id) with { Expires = new(Moment.Microseconds + 60_000_000) };

    public static Interval Hour(long number) =>
        new(new(Moment.Microseconds + number * 3_600_000_000), new(Moment.Microseconds + (number + 1) * 3_600_000_000));

    public static string Text(StoredResource? stored) => stored is null ? "none"
        : $"{Text(stored.Resource)} at {stored.Version}\n" + string.Join('\n', stored.Allocations.Select(Text))
        + string.Concat(stored.Answers.Select(answer => $"\n{answer.Key} at {answer.At}: {(answer.Allocation is { } allocation ? Text(allocation) : $"released {answer.Version}")}")) + string.Concat(stored.ExpiredHolds.Select(hold => $"\n{hold}"));

    public static string Text(IEnumerable<RecordedEvent> events) =>
        string.Join('\n', events.Select(e => $"{e.Seq} {e.ResourceType} {e.ResourceId} v{e.Version} {e.At} {(e.Actor is { } actor ? $"'{actor}'" : "-")} {Text(e.Change)}"));

    private static string Text(ResourceEvent change) => change.GetType().Name + " " + change switch
    {
        ResourceEvent.ResourceCreated created => Text(created.Resource),
        ResourceEvent.ResourceUpdated updated => Text(updated.Resource),
        ResourceEvent.Allocated allocated => Text(allocated.Allocation),
        ResourceEvent.AllocationUpdated updated => Text(updated.Allocation),
        ResourceEvent.Confirmed confirmed => Text(confirmed.Allocation),
        _ => change.ToString(),
    };

    public static string Text(StoredRegistry register) => $"last {register.LastOrdinal}\n" + string.Join('\n', register.Resources.Select(Text))
        + string.Concat(register.Creations.Select(creation => $"\n{creation.Key} at {creation.At}: {Text(creation.Resource)}"));

    public static string Text(PoolIdempotencyRecord? found) => found is null ? "none" : $"{found.ResourceId} {found.Answer.Key} at {found.Answer.At}: {Text(found.Answer.Allocation!)}";

    private static string Text(Allocation a) =>
        $"{a.Id} {a.Interval} '{a.Type}' {(a.Description is { } text ? $"'{text}'" : "-")} {Json(a.Dump)} {a.Created} {a.Version}{(a.IsHold ? $" until {a.Expires}" : "")}{(a.Owner is { } owner ? $" of {owner}" : "")}";

    private static string Text(Resource r) => $"{r.Id} {r.Type} '{r.Name}' {Json(r.Attributes)} {r.Created} #{r.Ordinal} v{r.Version}";

    private static string Json(ImmutableArray<byte> json) => json.IsDefault ? "{}" : Encoding.UTF8.GetString(json.AsSpan());

    private static Resource Resource(Guid id, string name, string type, long ordinal, long version, string attributes) => new()
    {
        Id = id,
        Type = type,
        Name = name,
        Attributes = attributes.Length == 0 ? default : [.. Encoding.UTF8.GetBytes(attributes)],
        Created = Moment,
        Ordinal = ordinal,
        Version = version,
    };
}
