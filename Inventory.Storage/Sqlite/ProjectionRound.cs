using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>A round visits all resources that have a backlog at its start, so at its end the tables include every earlier event.</summary>
internal sealed class ProjectionRound : IDisposable
{
    private readonly Statement _mark;
    private readonly Queue<Guid> _resources = new();
    private long _beginSeq;

    public ProjectionRound(SqliteConnection connection)
    {
        DoneSeq = connection.Number("SELECT seq FROM projection");
        _mark = new(connection, "UPDATE projection SET seq = ?1");
    }

    /// <summary>All events up to this one are in the tables.</summary>
    public long DoneSeq { get; private set; }

    public bool IsOver => _resources.Count == 0;

    /// <summary><c>null</c> if no resource has a backlog.</summary>
    public Guid? Next => _resources.TryPeek(out var resource) ? resource : null;

    public void Begin(IEnumerable<Guid> resources, long lastSeq)
    {
        _beginSeq = lastSeq;
        // In key order, so that neighbouring pages are written together.
        foreach (var resource in resources.Order())
            _resources.Enqueue(resource);
    }

    public void Continue(Dictionary<Guid, Backlog> backlogs)
    {
        while (_resources.TryPeek(out var resource) && !backlogs.ContainsKey(resource))
            _resources.Dequeue();
        if (!IsOver)
            return;
        _mark.Bind(1, _beginSeq);
        _mark.Run();
        DoneSeq = _beginSeq;
    }

    public void Dispose() => _mark.Dispose();
}
