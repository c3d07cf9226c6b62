using Inventory.Domain.Allocations;
using Inventory.Domain.Availability;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>What the handles of a <see cref="MemoryStore"/> share.</summary>
internal sealed class MemoryStoreData(TimeProvider? clock)
{
    private readonly object _gate = new();
    private readonly Dictionary<Guid, Entry> _entries = [];

    // The commits with a key, and those that say that a hold is over.
    private readonly List<Commit> _kept = [];
    private readonly List<RecordedEvent> _events = [];
    private readonly HashSet<Guid> _damaged = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Instant Since => clock is null ? Instant.MinusInfinity : Kept.Since(clock.Now());

    public CommitStatus Commit(IReadOnlyList<Commit> whole)
    {
        lock (_gate)
        {
            // Whatever follows on a change that is made is made too.
            if (!whole.Where((commit, i) => i == 0 || commit.ResourceId != whole[i - 1].ResourceId).All(Admits))
                return CommitStatus.VersionConflict;
            foreach (var commit in whole)
                Apply(commit);
            return CommitStatus.Committed;
        }
    }

    public StoredResource? Load(Guid id)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(id) is { IsDeleted: false } entry
                ? new StoredResource(entry.Resource, entry.Version, [.. entry.Allocations.Values]).WithKept(_kept.Where(commit => commit.ResourceId == id), Since)
                : null;
        }
    }

    public List<IdempotencyRecord> LoadAnswersOfDeleted(Guid id)
    {
        lock (_gate)
            return _entries.GetValueOrDefault(id) is { IsDeleted: true } ? Kept.AnswersOf(_kept.Where(commit => commit.ResourceId == id), Since) : [];
    }

    public void Damage(Guid id)
    {
        lock (_gate)
            _damaged.Add(id);
    }

    public bool IsDamaged(Guid id)
    {
        lock (_gate)
            return _damaged.Contains(id);
    }

    public List<Guid> Ids(Guid? after, int limit)
    {
        lock (_gate)
            return [.. _entries.Keys.Order().Where(id => after is null || id > after).Take(limit)];
    }

    public StoredRegistry LoadRegister(string type)
    {
        lock (_gate)
        {
            var all = _entries.Values.Where(entry => entry.Resource.Type == type).OrderBy(entry => entry.Resource.Ordinal).ToList();
            return new StoredRegistry([.. all.Where(entry => !entry.IsDeleted).Select(entry => entry.Resource)], all.Count == 0 ? 0 : all[^1].Resource.Ordinal)
                .WithKept(OfType(type), Since);
        }
    }

    public StoredBusyIntervals LoadBusyTimes(string type)
    {
        lock (_gate)
        {
            var live = _entries.Values.Where(entry => entry.Resource.Type == type && !entry.IsDeleted).OrderBy(entry => entry.Resource.Ordinal).ToList();
            return new(_events.Count, [.. live.Select(entry => entry.Resource)], [.. live.SelectMany(entry => entry.Allocations.Values.Where(a => !a.IsOffCalendar).Select(a => (entry.Resource.Id, BusyInterval.Of(a))))]);
        }
    }

    public PoolIdempotencyRecord? FindAnswer(string type, string key)
    {
        lock (_gate)
            return Kept.Any(OfType(type), key, Since);
    }

    private IEnumerable<Commit> OfType(string type) => _kept.Where(commit => _entries[commit.ResourceId].Resource.Type == type);

    public long LastSeq
    {
        get
        {
            lock (_gate)
                return _events.Count;
        }
    }

    public List<RecordedEvent> Events(Func<RecordedEvent, bool> isWanted, int limit)
    {
        lock (_gate)
            return [.. _events.Where(isWanted).Take(limit)];
    }

    public async Task WaitForEventsAsync(long afterSeq, CancellationToken cancellation)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (_events.Count > afterSeq)
                    return;
                more = _more.Task;
            }
            await more.WaitAsync(cancellation);
        }
    }

    private bool Admits(Commit commit)
    {
        var entry = _entries.GetValueOrDefault(commit.ResourceId);
        return commit.Change switch
        {
            ResourceEvent.ResourceCreated { Resource: var made } => entry is null && IsFree(made)
                && !_entries.Values.Any(other => other.Resource.Type == made.Type && other.Resource.Ordinal == made.Ordinal),
            ResourceEvent.ResourceUpdated { Resource: var made } => IsNext(entry, commit) && IsFree(made),
            _ => IsNext(entry, commit),
        };
    }

    private static bool IsNext(Entry? entry, Commit commit) => entry is { IsDeleted: false } && commit.Version == entry.Version + 1;

    private bool IsFree(Resource made) => !_entries.Values.Any(
        other => !other.IsDeleted && other.Resource.Type == made.Type && other.Resource.Name == made.Name && other.Resource.Id != made.Id);

    private void Apply(Commit commit)
    {
        if (commit.Change is ResourceEvent.ResourceCreated created)
            _entries[commit.ResourceId] = new(created.Resource);
        var entry = _entries[commit.ResourceId];
        entry.Version = commit.Version;
        Tell(commit, entry.Resource.Type);
        if (commit.Key is not null || commit.Change is ResourceEvent.Expired)
            _kept.Add(commit);
        if (commit.Change is ResourceEvent.ResourceUpdated { Resource: var updated })
            entry.Resource = entry.Resource with { Name = updated.Name, Attributes = updated.Attributes, Policy = updated.Policy, Units = updated.Units, Version = updated.Version };
        else if (Put(commit.Change) is { } allocation)
            entry.Allocations[allocation.Id] = allocation;
        else if (commit.Change is ResourceEvent.Released released)
            entry.Allocations.Remove(released.AllocationId);
        else if (commit.Change is ResourceEvent.WaitingRemoved removed)
            entry.Allocations.Remove(removed.AllocationId);
        else if (commit.Change is ResourceEvent.MovedAway moved)
            entry.Allocations.Remove(moved.AllocationId);
        else if (commit.Change is ResourceEvent.Declined declined)
            entry.Allocations.Remove(declined.AllocationId);
        else if (commit.Change is ResourceEvent.Expired expired)
            entry.Allocations.Remove(expired.AllocationId);
        else if (commit.Change is ResourceEvent.ResourceDeleted)
            entry.IsDeleted = true;
    }

    private void Tell(Commit commit, string type)
    {
        _events.Add(new(_events.Count + 1, commit.ResourceId, type, commit.Version, commit.Change, commit.At, commit.Actor));
        _more.SetResult();
        _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public static Allocation? Put(ResourceEvent change) => change switch
    {
        ResourceEvent.Allocated allocated => allocated.Allocation,
        ResourceEvent.AllocationUpdated updated => updated.Allocation,
        ResourceEvent.Confirmed confirmed => confirmed.Allocation,
        _ => null,
    };

    private sealed class Entry(Resource resource)
    {
        public Resource Resource { get; set; } = resource;

        public long Version { get; set; }

        public bool IsDeleted { get; set; }

        public SortedDictionary<Guid, Allocation> Allocations { get; } = [];
    }
}
