using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Grains.Resources;

/// <summary>The durable resources of one type, by name, by id and in order, and what is about to change.</summary>
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

    /// <param name="stored">As it was committed.</param>
    /// <param name="keyLife">The time for which keys are kept.</param>
    public ResourceRegistry(StoredRegistry stored, TimeSpan keyLife)
    {
        _byOrdinal = [.. stored.Resources];
        _byId = stored.Resources.ToDictionary(r => r.Id);
        _byName = stored.Resources.ToDictionary(r => r.Name, StringComparer.Ordinal);
        _lastOrdinal = stored.LastOrdinal;
        _creations = new CreationRecords(stored.Creations, keyLife);
    }

    public long NextOrdinal() => ++_lastOrdinal;

    public Resource? Find(Guid id) => _byId.GetValueOrDefault(id);

    public Resource? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>What a request with this key has made, in the time for which keys are kept.</summary>
    public CreationRecord? FindCreation(IdempotencyKey? key, Instant now) => key is null ? null : _creations.Find(key.Key, now);

    /// <summary>The change under way that will take the name or the key, if there is one.</summary>
    public PendingChange? PendingFor(string name, IdempotencyKey? key = null) =>
        _pendingByName.GetValueOrDefault(name) ?? (key is null ? null : _pendingByKey.GetValueOrDefault(key.Key));

    /// <summary>Keeps the register's place for a change that begins, and a free name and a new key with it, until it is disposed of.</summary>
    /// <param name="name"><c>null</c> where the change takes no name.</param>
    /// <param name="key"><c>null</c> where no key is kept with it.</param>
    public PendingChange Begin(string? name, IdempotencyKey? key = null)
    {
        var change = new PendingChange(name, key?.Key, End);
        if (name is not null)
            _pendingByName.Add(name, change);
        if (key is not null)
            _pendingByKey.Add(key.Key, change);
        _pending.Add(change);
        return change;
    }

    /// <summary>Done when all changes that are under way now have ended.</summary>
    public Task PendingEnded() => Task.WhenAll(_pending.Select(change => change.Ended));

    /// <summary>A resource was made, by a request with this key if it had one.</summary>
    public void Add(Resource resource, IdempotencyKey? key)
    {
        _byId.Add(resource.Id, resource);
        _byName.Add(resource.Name, resource);
        _byOrdinal.Insert(IndexAfter(resource.Ordinal), resource);
        _attributes.Add(resource);
        if (key is not null)
            _creations.Add(new CreationRecord(key, resource.Created, resource));
    }

    /// <summary>A resource is now this. Changes may be told in another order than the resource made them: one that is older, or that it did not survive, is past.</summary>
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
        var count = Math.Min(request.Limit, _byOrdinal.Count - start);
        return new([.. _byOrdinal.GetRange(start, count)], HasMore: start + count < _byOrdinal.Count);
    }

    /// <summary>Walks along those that fewest have, and looks whether the other filters ask for them too.</summary>
    private ResourcePage ListMatches(ListResourcesRequest request)
    {
        var matches = request.Attributes.Select(filter => _attributes.Find(filter, _byOrdinal)).OrderBy(all => all.Count).ToList();
        IEnumerable<long> ordinals = request.Name is { } name
            ? Find(name) is { } found && found.Ordinal > request.After && matches[0].Contains(found.Ordinal) ? [found.Ordinal] : []
            : matches[0].After(request.After);
        var page = ordinals.Where(ordinal => matches.Skip(1).All(all => all.Contains(ordinal))).Take(request.Limit + 1).ToList();
        return new([.. page.Take(request.Limit).Select(ordinal => _byOrdinal[IndexAfter(ordinal - 1)])], HasMore: page.Count > request.Limit);
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

/// <summary>A change of a resource that the register waits for, and the name that it will take if it becomes durable.</summary>
/// <param name="name"><c>null</c> where it takes no name.</param>
/// <param name="key">The key of its request, if that is to be kept with it.</param>
/// <param name="end">Forgets it.</param>
internal sealed class PendingChange(string? name, string? key, Action<PendingChange> end) : IDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string? Name => name;

    public string? Key => key;

    /// <summary>Done when the change has ended and the register shows how.</summary>
    public Task Ended => _ended.Task;

    public void Dispose()
    {
        end(this);
        _ended.SetResult();
    }
}
