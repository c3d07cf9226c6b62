using System.Diagnostics;
using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Npgsql;
using NpgsqlTypes;

namespace Inventory.Storage.Postgres;

/// <summary>The arguments of the function <c>commit_batch</c>: an array for each column, an element for each commit.</summary>
internal sealed class CommitColumns
{
    private const string Call =
        """
        SELECT first_seq, refused FROM inventory.commit_batch(
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
        """;

    private readonly Dictionary<Guid, int> _slots = [];
    private readonly Dictionary<CommitChain, int> _chains = [];
    private readonly List<Guid> _ids = [];
    private readonly List<int> _slot = [];
    private readonly List<int> _chain = [];
    private readonly List<short> _step = [];
    private readonly List<long> _version = [];
    private readonly List<long> _at = [];
    private readonly SparseColumn<string?> _actor = new();
    private readonly SparseColumn<Guid?> _allocation = new();
    private readonly SparseColumn<Guid?> _owner = new();
    private readonly SparseColumn<long?> _from = new();
    private readonly SparseColumn<long?> _to = new();
    private readonly SparseColumn<long?> _expires = new();
    private readonly SparseColumn<long?> _created = new();
    private readonly SparseColumn<string?> _allocationType = new();
    private readonly SparseColumn<string?> _description = new();
    private readonly SparseColumn<string?> _dump = new();
    private readonly SparseColumn<string?> _type = new();
    private readonly SparseColumn<string?> _name = new();
    private readonly SparseColumn<string?> _attributes = new();
    private readonly SparseColumn<long?> _ordinal = new();
    private readonly SparseColumn<string?> _key = new();
    private readonly SparseColumn<long?> _fingerprint = new();
    private bool _isOfResources;
    private bool _hasTypeKeys;

    public int Count => _slot.Count;

    public void Add(Commit commit)
    {
        _slot.Add(Number(_slots, commit.ResourceId, _ids));
        _chain.Add(Number(_chains, commit.Chain, null));
        _version.Add(commit.Version);
        _at.Add(StoredInstant.ToColumn(commit.At));
        _actor.Set(Count, StoredText.ToColumn(commit.Actor));
        _key.Set(Count, StoredText.ToColumn(commit.Key?.Key));
        _fingerprint.Set(Count, commit.Key?.Fingerprint);
        _hasTypeKeys |= commit.Key is { Key: var key } && PoolRequestKey.IsOne(key);
        _step.Add(Add(commit.Change));
    }

    /// <summary>The call of the function, with all that was added.</summary>
    public NpgsqlCommand ToCommand(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(Call, connection);
        var parameters = command.Parameters;
        parameters.Add(Of(_ids, NpgsqlDbType.Uuid));
        parameters.Add(new NpgsqlParameter<int> { TypedValue = _chains.Count });
        parameters.Add(new NpgsqlParameter<bool> { TypedValue = _isOfResources });
        parameters.Add(new NpgsqlParameter<bool> { TypedValue = _hasTypeKeys });
        parameters.Add(Of(_slot, NpgsqlDbType.Integer));
        parameters.Add(Of(_chain, NpgsqlDbType.Integer));
        parameters.Add(Of(_step, NpgsqlDbType.Smallint));
        parameters.Add(Of(_version, NpgsqlDbType.Bigint));
        parameters.Add(Of(_at, NpgsqlDbType.TimestampTz));
        parameters.Add(Of(_actor, NpgsqlDbType.Text));
        parameters.Add(Of(_allocation, NpgsqlDbType.Uuid));
        foreach (var moment in (SparseColumn<long?>[])[_from, _to, _expires, _created])
            parameters.Add(Of(moment, NpgsqlDbType.TimestampTz));
        foreach (var text in (SparseColumn<string?>[])[_allocationType, _description, _dump, _type, _name, _attributes])
            parameters.Add(Of(text, NpgsqlDbType.Text));
        parameters.Add(Of(_ordinal, NpgsqlDbType.Bigint));
        parameters.Add(Of(_key, NpgsqlDbType.Text));
        parameters.Add(Of(_fingerprint, NpgsqlDbType.Bigint));
        parameters.Add(Of(_owner, NpgsqlDbType.Uuid));
        return command;
    }

    /// <returns>The kind of the event, by number, as the function has them.</returns>
    private short Add(ResourceEvent change)
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
                return Add(4, allocated.Allocation);
            case ResourceEvent.AllocationUpdated updated:
                return Add(5, updated.Allocation);
            case ResourceEvent.Confirmed confirmed:
                return Add(6, confirmed.Allocation);
            case ResourceEvent.Released released:
                _allocation.Set(Count, released.AllocationId);
                return 7;
            case ResourceEvent.Expired expired:
                _allocation.Set(Count, expired.AllocationId);
                _owner.Set(Count, expired.Owner);
                return 8;
            default:
                throw new UnreachableException($"No event for {change.GetType()}.");
        }
    }

    private short Add(short step, Resource resource)
    {
        _isOfResources = true;
        _type.Set(Count, StoredText.ToColumn(resource.Type));
        _name.Set(Count, StoredText.ToColumn(resource.Name));
        _attributes.Set(Count, StoredText.ToColumn(resource.Attributes));
        _ordinal.Set(Count, resource.Ordinal);
        return step;
    }

    private short Add(short step, Allocation allocation)
    {
        _allocation.Set(Count, allocation.Id);
        _owner.Set(Count, allocation.Owner);
        _from.Set(Count, StoredInstant.ToColumn(allocation.Interval.From));
        _to.Set(Count, StoredInstant.ToColumn(allocation.Interval.To));
        _expires.Set(Count, StoredInstant.FiniteToColumn(allocation.Expires));
        _created.Set(Count, StoredInstant.ToColumn(allocation.Created));
        _allocationType.Set(Count, StoredText.ToColumn(allocation.Type));
        _description.Set(Count, StoredText.ToColumn(allocation.Description));
        _dump.Set(Count, StoredText.ToColumn(allocation.Dump));
        return step;
    }

    // From 1, in the order in which they come.
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

    private NpgsqlParameter<List<T>> Of<T>(SparseColumn<T> column, NpgsqlDbType type) => Of(column.ToList(Count), type);
}

/// <summary>An element for each commit of a batch, where any has one; else none at all, which costs nothing on the way.</summary>
internal sealed class SparseColumn<T>
{
    private readonly List<T> _values = [];

    /// <summary>Sets the value of the commit with this place, from 1; those before it that were not set have none.</summary>
    public void Set(int place, T value)
    {
        if (value is null)
            return;
        Fill(place - 1);
        _values.Add(value);
    }

    public List<T> ToList(int count)
    {
        if (_values.Count > 0)
            Fill(count);
        return _values;
    }

    private void Fill(int count)
    {
        while (_values.Count < count)
            _values.Add(default(T)!);
    }
}
