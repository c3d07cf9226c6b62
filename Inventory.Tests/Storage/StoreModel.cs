using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>The dumbest store: a list of what was committed. It answers each question by going through all of it again.</summary>
internal sealed class StoreModel
{
    private readonly List<Commit> _commits = [];

    public StoreModel() { }

    public StoreModel(IEnumerable<Commit> commits) => _commits.AddRange(commits);

    public IReadOnlyList<Commit> Commits => _commits;

    public long Version(Guid id) => _commits.Count(commit => commit.ResourceId == id);

    public CommitStatus Commit(Commit commit)
    {
        if (!IsAdmitted(commit))
            return CommitStatus.VersionConflict;
        _commits.Add(commit);
        return CommitStatus.Committed;
    }

    public StoredResource? Load(Guid id, Instant now) => Load(id)?.WithKept(_commits.Where(commit => commit.ResourceId == id), Kept.Since(now));

    public List<IdempotencyRecord> AnswersOfDeleted(Guid id, Instant now) => Load(id) is null ? Kept.AnswersOf(_commits.Where(commit => commit.ResourceId == id), Kept.Since(now)) : [];

    public StoredRegistry LoadRegister(string type, Instant now) => LoadRegister(type).WithKept(OfType(type), Kept.Since(now));

    public PoolIdempotencyRecord? FindAnswer(string type, string key, Instant now) => Kept.Any(OfType(type), key, Kept.Since(now));

    public StoredResource? Load(Guid id)
    {
        Resource? resource = null;
        var allocations = new List<Allocation>();
        foreach (var change in _commits.Where(commit => commit.ResourceId == id).Select(commit => commit.Change))
        {
            resource = change switch
            {
                ResourceEvent.ResourceCreated created => created.Resource,
                ResourceEvent.ResourceUpdated { Resource: var now } => resource! with { Name = now.Name, Attributes = now.Attributes, Policy = now.Policy, Units = now.Units, Version = now.Version },
                ResourceEvent.ResourceDeleted => null,
                _ => resource,
            };
            allocations.RemoveAll(old => old.Id == Touched(change));
            if (Put(change) is { } put)
                allocations.Add(put);
        }
        var ordered = allocations.OrderBy(allocation => allocation.Id.ToString(), StringComparer.Ordinal).ToList();
        return resource is null ? null : new(resource, Version(id), ordered);
    }

    public StoredRegistry LoadRegister(string type)
    {
        var live = Live().Where(resource => resource.Type == type).OrderBy(resource => resource.Ordinal).ToList();
        return new(live, Made().Where(resource => resource.Type == type).Select(resource => resource.Ordinal).DefaultIfEmpty().Max());
    }

    public List<RecordedEvent> History(Guid id, long after, int limit) => [.. Events(0, int.MaxValue).Where(e => e.ResourceId == id && e.Version > after).Take(limit)];

    public List<RecordedEvent> Events(long after, int limit)
    {
        var types = Made().ToDictionary(resource => resource.Id, resource => resource.Type);
        return [.. _commits.Select((commit, i) => new RecordedEvent(i + 1, commit.ResourceId, types[commit.ResourceId], commit.Version, commit.Change, commit.At, commit.Actor))
            .Where(e => e.Seq > after).Take(limit)];
    }

    private IEnumerable<Commit> OfType(string type)
    {
        var ids = Made().Where(resource => resource.Type == type).Select(resource => resource.Id).ToHashSet();
        return _commits.Where(commit => ids.Contains(commit.ResourceId));
    }

    private static Guid? Touched(ResourceEvent change) => change switch
    {
        ResourceEvent.Released released => released.AllocationId,
        ResourceEvent.Declined declined => declined.AllocationId,
        ResourceEvent.WaitingRemoved removed => removed.AllocationId,
        ResourceEvent.MovedAway moved => moved.AllocationId,
        ResourceEvent.Expired expired => expired.AllocationId,
        _ => Put(change)?.Id,
    };

    private static Allocation? Put(ResourceEvent change) => change switch
    {
        ResourceEvent.Allocated allocated => allocated.Allocation,
        ResourceEvent.AllocationUpdated updated => updated.Allocation,
        ResourceEvent.Confirmed confirmed => confirmed.Allocation,
        _ => null,
    };

    private bool IsAdmitted(Commit commit)
    {
        var follows = commit.Version == Version(commit.ResourceId) + 1;
        return commit.Change switch
        {
            ResourceEvent.ResourceCreated { Resource: var now } => follows && IsNameFree(now) && IsOrdinalFree(now),
            ResourceEvent.ResourceUpdated { Resource: var now } => follows && IsLive(commit.ResourceId) && IsNameFree(now),
            _ => follows && IsLive(commit.ResourceId),
        };
    }

    private bool IsNameFree(Resource now) => !Live().Any(other => other.Type == now.Type && other.Name == now.Name && other.Id != now.Id);

    private bool IsOrdinalFree(Resource now) => !Made().Any(other => other.Type == now.Type && other.Ordinal == now.Ordinal);

    private bool IsLive(Guid id) => Load(id) is not null;

    private IEnumerable<Resource> Live() => Made().Select(resource => Load(resource.Id)?.Resource).OfType<Resource>();

    private IEnumerable<Resource> Made() =>
        _commits.Select(commit => commit.Change).OfType<ResourceEvent.ResourceCreated>().Select(change => change.Resource);
}
