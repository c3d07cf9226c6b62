namespace Inventory.Grains.Resources;

internal sealed class ResourceRegistry
{
    private readonly List<Resource> _byOrdinal;
    private readonly Dictionary<Guid, Resource> _byId;
    private readonly Dictionary<string, Resource> _byName;

    private readonly HashSet<PendingChange> _pending = [];
    private readonly Dictionary<string, PendingChange> _pendingByName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PendingChange> _pendingByKey = new(StringComparer.Ordinal);

    private readonly AttributeIndexes _attributes = new();
    private readonly CreationRecords _creations;
    private long _lastOrdinal;

    public ResourceRegistry(StoredRegistry stored, TimeSpan retention)
    {
        _byOrdinal = [.. stored.Resources];
        _byId = stored.Resources.ToDictionary(r => r.Id);
        _byName = stored.Resources.ToDictionary(r => r.Name, StringComparer.Ordinal);
        _lastOrdinal = stored.LastOrdinal;
        _creations = new CreationRecords(stored.Creations, retention);
    }

    public long NextOrdinal() => ++_lastOrdinal;

    public Resource? Find(Guid id) => _byId.GetValueOrDefault(id);

    public Resource? Find(string name) => _byName.GetValueOrDefault(name);

    public CreationRecord? FindCreation(IdempotencyKey? key, Instant now) => key is null ? null : _creations.Find(key.Key, now);

    public PendingChange? PendingFor(string name, IdempotencyKey? key = null) =>
        _pendingByName.GetValueOrDefault(name) ?? (key is null ? null : _pendingByKey.GetValueOrDefault(key.Key));

    /// <summary>A resource that is being deleted cannot become a part, and one that becomes a part cannot be deleted.</summary>
    public PendingChange? PendingOn(ImmutableArray<Guid> parts) => parts.IsEmpty ? null : _pending.FirstOrDefault(change => change.Parts.Any(part => parts.Contains(part)));

    public ImmutableArray<RefusedPart> Refuse(ImmutableArray<Guid> parts) =>
        [.. parts.Where(part => Find(part) is not { IsWhole: false }).Select(part => new RefusedPart(part, IsWhole: Find(part) is not null))];

    /// <summary>The resources that this one is a part of.</summary>
    public IEnumerable<Resource> WholesOf(Guid part) => _byOrdinal.Where(resource => resource.Parts.Contains(part));

    /// <summary>Reserves the name and the key, unless they are <c>null</c>, and the parts, until the change is disposed of.</summary>
    public PendingChange Begin(string? name, IdempotencyKey? key = null, ImmutableArray<Guid> parts = default)
    {
        var change = new PendingChange(name, key?.Key, parts.IsDefault ? [] : parts, End);
        if (name is not null)
            _pendingByName.Add(name, change);
        if (key is not null)
            _pendingByKey.Add(key.Key, change);
        _pending.Add(change);
        return change;
    }

    public Task PendingEnded() => Task.WhenAll(_pending.Select(change => change.Ended));

    public void Add(Resource resource, IdempotencyKey? key)
    {
        _byId.Add(resource.Id, resource);
        _byName.Add(resource.Name, resource);
        _byOrdinal.Insert(IndexAfter(resource.Ordinal), resource);
        _attributes.Add(resource);
        if (key is not null)
            _creations.Add(new CreationRecord(key, resource.Created, resource));
    }

    // Changes can arrive out of order: one that is older, or of a deleted resource, is ignored.
    public void Replace(Resource resource)
    {
        if (Find(resource.Id) is not { } old || old.Version >= resource.Version)
            return;
        _byName.Remove(old.Name);
        _byName[resource.Name] = resource;
        _byId[resource.Id] = resource;
        _byOrdinal[IndexAfter(resource.Ordinal - 1)] = resource;
        _attributes.Remove(old);
        _attributes.Add(resource);
    }

    public void Remove(Guid id)
    {
        if (!_byId.Remove(id, out var resource))
            return;
        _byName.Remove(resource.Name);
        _byOrdinal.RemoveAt(IndexAfter(resource.Ordinal - 1));
        _attributes.Remove(resource);
    }

    public ResourcePage List(ListResourcesRequest request)
    {
        if (!request.Attributes.IsDefaultOrEmpty)
            return ListMatches(request);
        if (request.Name is { } name)
            return new(Find(name) is { } found && found.Ordinal > request.After ? [found] : [], HasMore: false);
        var start = IndexAfter(request.After);
        return Page(_byOrdinal.Skip(start), request.Limit);
    }

    private ResourcePage ListMatches(ListResourcesRequest request)
    {
        var matches = _attributes.FindAll(request.Attributes, _byOrdinal);
        IEnumerable<long> ordinals = request.Name is { } name
            ? Find(name) is { } found && found.Ordinal > request.After && matches.Contains(found.Ordinal) ? [found.Ordinal] : []
            : matches.After(request.After);
        return Page(ordinals.Select(ordinal => _byOrdinal[IndexAfter(ordinal - 1)]), request.Limit);
    }

    private static ResourcePage Page(IEnumerable<Resource> resources, int limit)
    {
        var (page, hasMore) = resources.Page(limit, static resource => resource.CountBytes());
        return new([.. page], hasMore);
    }

    private void End(PendingChange change)
    {
        _pending.Remove(change);
        if (change.Name is { } name)
            _pendingByName.Remove(name);
        if (change.Key is { } key)
            _pendingByKey.Remove(key);
    }

    private int IndexAfter(long ordinal) => _byOrdinal.IndexAfter(ordinal, static resource => resource.Ordinal);
}

internal sealed class PendingChange(string? name, string? key, ImmutableArray<Guid> parts, Action<PendingChange> end) : IDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string? Name => name;

    public string? Key => key;

    /// <summary>What becomes a part, or is deleted.</summary>
    public ImmutableArray<Guid> Parts => parts;

    /// <summary>Completes when the registry shows the result of the change.</summary>
    public Task Ended => _ended.Task;

    public void Dispose()
    {
        end(this);
        _ended.SetResult();
    }
}
