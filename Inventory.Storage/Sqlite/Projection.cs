using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>
/// Lets the tables follow the log, resource by resource, because rows under random keys would cost one page per event. Each turn is short, so no
/// commit waits long. Invariant: a resource's allocations are exactly those of its events up to <c>resource.version</c>, so the open work is known
/// after a crash. A deleted resource gets its last version at once, and loses its allocations in pieces.
/// </summary>
internal sealed class Projection : IDisposable
{
    private readonly ProjectionSteps _steps;
    private readonly ProjectionRound _round;
    private readonly EventLog _log;
    private readonly Dictionary<Guid, Backlog> _backlogs = [];
    private readonly Stack<Backlog> _spare = new();

    public Projection(SqliteConnection connection, EventLog log)
    {
        _steps = new(connection);
        _round = new(connection);
        _log = log;
        ReadBacklog(connection);
    }

    /// <summary>Events that are not in the tables yet.</summary>
    public int Count { get; private set; }

    public bool IsBehind => Count > 0 || _round.DoneSeq != _log.LastSeq;

    public Backlog? Find(Guid resource) => _backlogs.GetValueOrDefault(resource);

    public void Add(Guid resource, ResourceHead head, BacklogEvent next)
    {
        if (!_backlogs.TryGetValue(resource, out var backlog))
            _backlogs[resource] = backlog = _spare.TryPop(out var spare) ? spare : new();
        if (next.Step == TableStep.DeleteAll)
        {
            Count -= backlog.Count;
            backlog.Clear();
        }
        backlog.Add(head, next);
        Count++;
    }

    public void Apply(int budget)
    {
        while (budget > 0 && IsBehind)
        {
            if (_round.IsOver)
                _round.Begin(_backlogs.Keys, _log.LastSeq);
            if (_round.Next is { } resource)
                budget -= Apply(resource, budget);
            _round.Continue(_backlogs);
        }
    }

    /// <returns>The number of applied events.</returns>
    public int Apply(Guid resource, int budget)
    {
        if (!_backlogs.TryGetValue(resource, out var backlog))
            return 0;
        var applied = 0;
        var last = 0L;
        long? lastKept = null;
        for (; applied < budget && backlog.Count > 0; applied++)
        {
            var next = backlog.Next;
            if (!_steps.Run(resource, next, budget))
                return budget;
            last = next.Step == TableStep.DeleteAll ? 0 : next.Seq;
            lastKept = next.IsKept ? next.Seq : lastKept;
            backlog.Done();
            Count--;
        }
        if (last != 0)
            _steps.SetHead(resource, backlog.Head.Version - backlog.Count, last, lastKept);
        if (backlog.Count == 0 && _backlogs.Remove(resource))
            _spare.Push(backlog);
        return applied;
    }

    public void Dispose()
    {
        _steps.Dispose();
        _round.Dispose();
    }

    private void ReadBacklog(SqliteConnection connection)
    {
        // The resource's row knows the kept events before these.
        using var behind = new Statement(connection,
            $"""
            SELECT e.seq, e.resource, e.version, e.kind, e.request_key IS NOT NULL OR e.kind = '{ResourceEventTypes.Expired}', r.kept_seq, e.hash FROM event e JOIN resource r ON r.id = e.resource
            WHERE e.seq > ?1 AND (e.version > r.version OR e.kind = '{ResourceEventTypes.ResourceDeleted}') ORDER BY e.seq
            """);
        behind.Bind(1, _round.DoneSeq);
        while (behind.Step())
        {
            var (seq, resource, isKept) = (behind.Number(0), behind.Id(1), behind.Number(4) != 0);
            var keptSeq = isKept ? seq : Find(resource)?.Head.KeptSeq ?? behind.Number(5);
            Add(resource, new(behind.Number(2), seq, keptSeq, behind.Link(6)), new(seq, ProjectionSteps.Of(behind.Text(3)), isKept));
        }
    }
}
