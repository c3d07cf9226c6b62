using System.Diagnostics;
using Inventory.Domain.Allocations;
using Npgsql;
using NpgsqlTypes;

namespace Inventory.Storage.Postgres;

/// <summary>The arguments of the function <c>commit_batch</c>: an array for each column, an element for each commit.</summary>
internal sealed class CommitColumns
{
    private const int OwnParameters = 22;

    private static readonly string Call =
        $"SELECT first_seq, refused FROM inventory.commit_batch({string.Join(", ", Enumerable.Range(1, OwnParameters + AllocationColumns.Count).Select(parameter => $"${parameter}"))})";

    private readonly Dictionary<Guid, int> _slots = [];
    private readonly Dictionary<CommitChain, int> _chains = [];
    private readonly List<Guid> _ids = [];
    private readonly List<int> _slot = [];
    private readonly List<int> _chain = [];
    private readonly List<short> _step = [];
    private readonly List<long> _version = [];
    private readonly List<long> _at = [];
    private readonly SparseColumn<int?> _joint = new();
    private readonly SparseColumn<string?> _actor = new();
    private readonly List<byte[]> _content = [];
    private readonly SparseColumn<Guid?> _allocation = new();
    private readonly SparseColumn<Guid?> _owner = new();
    private readonly CommitColumn[] _ofAllocation = AllocationColumns.NewBatch();
    private readonly SparseColumn<string?> _type = new();
    private readonly SparseColumn<string?> _name = new();
    private readonly SparseColumn<string?> _attributes = new();
    private readonly SparseColumn<string?> _policy = new();
    private readonly SparseColumn<string?> _parts = new();
    private readonly SparseColumn<long?> _ordinal = new();
    private readonly SparseColumn<string?> _key = new();
    private readonly SparseColumn<long?> _fingerprint = new();
    private bool _isOfResources;
    private bool _hasPoolKeys;

    public int Count => _slot.Count;

    /// <param name="commit">The next one.</param>
    /// <param name="content">Its <see cref="RowHash.Content(Commit)"/>.</param>
    /// <param name="countOfJoint">How many from this one on are all made, or none, if they are of several resources.</param>
    public void Add(Commit commit, byte[] content, int? countOfJoint = null)
    {
        _content.Add(content);
        _slot.Add(Number(_slots, commit.ResourceId, _ids));
        _chain.Add(Number(_chains, commit.Chain, null));
        _version.Add(commit.Version);
        _at.Add(StoredInstant.ToColumn(commit.At));
        _actor.Set(Count, StoredText.ToColumn(commit.Actor));
        _key.Set(Count, StoredText.ToColumn(commit.Key?.Key));
        _fingerprint.Set(Count, commit.Key?.Fingerprint);
        _joint.Set(Count, Count + countOfJoint - 1);
        _hasPoolKeys |= commit.Key is { Key: var key } && PoolRequestKey.IsOne(key);
        _step.Add(Add(commit.Change, commit.At));
    }

    public NpgsqlCommand ToCommand(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(Call, connection);
        var parameters = command.Parameters;
        parameters.Add(Of(_ids, NpgsqlDbType.Uuid));
        parameters.Add(new NpgsqlParameter<int> { TypedValue = _chains.Count });
        parameters.Add(new NpgsqlParameter<bool> { TypedValue = _isOfResources });
        parameters.Add(new NpgsqlParameter<bool> { TypedValue = _hasPoolKeys });
        parameters.Add(Of(_slot, NpgsqlDbType.Integer));
        parameters.Add(Of(_chain, NpgsqlDbType.Integer));
        parameters.Add(_joint.ToParameter(Count, NpgsqlDbType.Integer));
        parameters.Add(Of(_step, NpgsqlDbType.Smallint));
        parameters.Add(Of(_version, NpgsqlDbType.Bigint));
        parameters.Add(Of(_at, NpgsqlDbType.TimestampTz));
        foreach (var text in (SparseColumn<string?>[])[_actor, _type, _name, _attributes, _policy, _parts])
            parameters.Add(text.ToParameter(Count, NpgsqlDbType.Text));
        parameters.Add(_ordinal.ToParameter(Count, NpgsqlDbType.Bigint));
        parameters.Add(_key.ToParameter(Count, NpgsqlDbType.Text));
        parameters.Add(_fingerprint.ToParameter(Count, NpgsqlDbType.Bigint));
        parameters.Add(Of(_content, NpgsqlDbType.Bytea));
        parameters.Add(_allocation.ToParameter(Count, NpgsqlDbType.Uuid));
        parameters.Add(_owner.ToParameter(Count, NpgsqlDbType.Uuid));
        foreach (var column in _ofAllocation)
            parameters.Add(column.ToParameter(Count));
        return command;
    }

    private short Add(ResourceEvent change, Instant at)
    {
        switch (change)
        {
            case ResourceEvent.ResourceCreated created:
                return Add(1, created.Resource);
            case ResourceEvent.ResourceUpdated updated:
                return Add(2, updated.Resource);
            case ResourceEvent.ResourceDeleted:
                _isOfResources = true;
                return 3;
            case ResourceEvent.Allocated allocated:
                return Add(4, allocated.Allocation, at);
            case ResourceEvent.AllocationUpdated updated:
                return Add(StepOf(updated.Change), updated.Allocation, at);
            case ResourceEvent.Confirmed confirmed:
                return Add(6, confirmed.Allocation, at);
            case ResourceEvent.Released released:
                _allocation.Set(Count, released.AllocationId);
                return 7;
            case ResourceEvent.WaitingRemoved removed:
                _allocation.Set(Count, removed.AllocationId);
                return 20;
            case ResourceEvent.MovedAway moved:
                _allocation.Set(Count, moved.AllocationId);
                AllocationColumns.Set(_ofAllocation, "moved", Count, (Guid?)moved.To);
                return 21;
            case ResourceEvent.Declined declined:
                _allocation.Set(Count, declined.AllocationId);
                AllocationColumns.Set(_ofAllocation, "description", Count, StoredText.ToColumn(declined.Reason));
                return 13;
            case ResourceEvent.Expired expired:
                _allocation.Set(Count, expired.AllocationId);
                _owner.Set(Count, expired.Owner);
                return 8;
            default:
                throw new UnreachableException($"No event for {change.GetType()}.");
        }
    }

    private static short StepOf(AllocationChange change) => change switch
    {
        AllocationChange.Updated => 5,
        AllocationChange.Approved => 9,
        AllocationChange.CheckedIn => 10,
        AllocationChange.CheckedOut => 11,
        AllocationChange.NoShow => 12,
        AllocationChange.WaitingAdded => 14,
        AllocationChange.WaitingOffered => 15,
        AllocationChange.WaitingGranted => 16,
        AllocationChange.WaitingAccepted => 17,
        AllocationChange.WaitingDeclined => 18,
        AllocationChange.WaitingLapsed => 19,
        AllocationChange.MovedHere => 22,
        AllocationChange.Bound => 23,
        _ => throw new UnreachableException(),
    };

    private short Add(short step, Resource resource)
    {
        _isOfResources = true;
        _type.Set(Count, StoredText.ToColumn(resource.Type));
        _name.Set(Count, StoredText.ToColumn(resource.Name));
        _attributes.Set(Count, StoredText.ToColumn(resource.Attributes));
        _policy.Set(Count, StoredText.ToColumn(resource.Policy));
        _parts.Set(Count, StoredParts.ToColumn(resource.Parts));
        AllocationColumns.Set(_ofAllocation, "units", Count, resource.Units == 0 ? (int?)null : resource.Units);
        _ordinal.Set(Count, resource.Ordinal);
        return step;
    }

    private short Add(short step, Allocation allocation, Instant at)
    {
        _allocation.Set(Count, allocation.Id);
        _owner.Set(Count, allocation.Owner);
        foreach (var column in _ofAllocation)
            column.Set(Count, allocation, at);
        return step;
    }

    // From 1, by first use.
    private static int Number<T>(Dictionary<T, int> numbers, T item, List<T>? items)
        where T : notnull
    {
        if (!numbers.TryGetValue(item, out var number))
        {
            numbers.Add(item, number = numbers.Count + 1);
            items?.Add(item);
        }
        return number;
    }

    private static NpgsqlParameter<List<T>> Of<T>(List<T> values, NpgsqlDbType type) => new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}

/// <summary>An element for each commit, or none at all if every element is NULL: that saves traffic.</summary>
internal sealed class SparseColumn<T>
{
    private readonly List<T> _values = [];

    /// <summary>Places start at 1; places that are not set are NULL.</summary>
    public void Set(int place, T value)
    {
        if (value is null)
            return;
        Fill(place - 1);
        _values.Add(value);
    }

    public NpgsqlParameter ToParameter(int count, NpgsqlDbType type)
    {
        if (_values.Count > 0)
            Fill(count);
        return new NpgsqlParameter<List<T>> { TypedValue = _values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    private void Fill(int count)
    {
        while (_values.Count < count)
            _values.Add(default(T)!);
    }
}
