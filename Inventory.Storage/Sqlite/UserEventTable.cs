using Inventory.Domain.Requests;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>Finds the events of a user. Written in batches in the order of the users, because a row on its own costs a random page.</summary>
internal sealed class UserEventTable : IDisposable
{
    private const int MaxPending = 2_048;

    // A start, and a reader, look through as many events at most.
    private const int MaxBehind = 16_384;

    private readonly Statement _insert;
    private readonly Statement _mark;
    private readonly List<(Guid User, long Seq)> _pending = [];
    private long _doneSeq;

    public UserEventTable(SqliteConnection connection)
    {
        _insert = new(connection, "INSERT INTO user_event (user_id, seq) VALUES (?1, ?2)");
        _mark = new(connection, "UPDATE user_projection SET seq = ?1");
        _doneSeq = connection.Number("SELECT seq FROM user_projection");
        ReadPending(connection);
    }

    public bool IsDue(long lastSeq) => _pending.Count >= MaxPending || lastSeq - _doneSeq >= MaxBehind;

    public bool IsBehind(long lastSeq) => _doneSeq < lastSeq;

    public void Add(Commit commit, long seq) => Add(OwnerOf(commit.Change), commit.Actor, seq);

    public void Write(long lastSeq)
    {
        _pending.Sort();
        foreach (var (user, seq) in _pending)
        {
            _insert.Bind(1, user);
            _insert.Bind(2, seq);
            _insert.Run();
        }
        _pending.Clear();
        _mark.Bind(1, lastSeq);
        _mark.Run();
        _doneSeq = lastSeq;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _mark.Dispose();
    }

    private void Add(Guid? owner, string? actor, long seq)
    {
        if (owner is { } user)
            _pending.Add((user, seq));
        if (Caller.UserOf(actor) is { } other && other != owner)
            _pending.Add((other, seq));
    }

    private void ReadPending(SqliteConnection connection)
    {
        using var behind = new Statement(connection, "SELECT seq, owner, actor FROM event WHERE seq > ?1 AND (owner IS NOT NULL OR actor IS NOT NULL)");
        behind.Bind(1, _doneSeq);
        while (behind.Step())
            Add(behind.IdOrNull(1), behind.TextOrNull(2), behind.Number(0));
    }

    private static Guid? OwnerOf(ResourceEvent change) => change switch
    {
        ResourceEvent.Allocated allocated => allocated.Allocation.Owner,
        ResourceEvent.AllocationUpdated updated => updated.Allocation.Owner,
        ResourceEvent.Confirmed confirmed => confirmed.Allocation.Owner,
        ResourceEvent.Expired expired => expired.Owner,
        _ => null,
    };
}
