using Inventory.Contracts;
using Inventory.Domain;
using Microsoft.Data.Sqlite;

namespace Inventory.Store.Sqlite;

/// <summary>Reads what requests with keys have made, and which holds were said to be over: the events of the last while, by the index that names them.</summary>
internal sealed class AnswerReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _index = new(connection, "SELECT until_us, kept FROM resource_event WHERE resource = ?1 ORDER BY version DESC");

    private readonly Statement _event = new(connection,
        $"SELECT {EventRows.Columns} FROM event e JOIN resource r ON r.id = e.resource WHERE e.seq = ?1");

    private readonly Statement _ofType = new(connection,
        $"""
        SELECT {EventRows.Columns} FROM event e JOIN resource r ON r.id = e.resource
        WHERE e.seq = (SELECT max(seq) FROM type_answer WHERE day IN (?1, ?1 + 1, ?1 + 2) AND type = ?2 AND request_key = ?3)
        """);

    private readonly Statement _creations = new(connection,
        $"""
        SELECT {EventRows.Columns} FROM resource r JOIN event e ON e.seq = r.keyed_seq
        WHERE r.type = ?1 AND r.created_us > ?2 AND r.keyed_seq IS NOT NULL ORDER BY r.created_us, r.keyed_seq
        """);

    /// <summary>Adds to the resource what happened after <paramref name="since"/>.</summary>
    public StoredResource With(StoredResource resource, Instant since)
    {
        var (answers, expired) = (new List<KeptAnswer>(), new List<ExpiredHold>());
        foreach (var seq in KeptEvents(resource.Resource.Id, since))
        {
            _event.Bind(1, seq);
            if (_event.Step() && _event.At() is var at && at > since)
            {
                if (Answer(_event) is { } answer)
                    answers.Add(answer);
                else if (_event.Change() is Change.Expired hold)
                    expired.Add(new(hold.AllocationId, at));
            }
            _event.Reset();
        }
        return answers.Count + expired.Count == 0 ? resource : resource with { Answers = answers, ExpiredHolds = expired };
    }

    public KeptAnyAnswer? OfType(string type, string key, Instant since)
    {
        _ofType.Bind(1, TypeAnswers.Day(since));
        _ofType.Bind(2, type);
        _ofType.Bind(3, key);
        try
        {
            return _ofType.Step() && _ofType.At() > since && Answer(_ofType) is { } answer ? new(_ofType.Id(1), answer) : null;
        }
        finally
        {
            _ofType.Reset();
        }
    }

    public List<KeptCreation> Creations(string type, Instant since)
    {
        var creations = new List<KeptCreation>();
        _creations.Bind(1, type);
        _creations.Bind(2, since.Microseconds);
        while (_creations.Step())
        {
            if (_creations.Change() is Change.ResourceCreated { Resource: var made } && _creations.Key() is { } key)
                creations.Add(new(key, _creations.At(), made));
        }
        return creations;
    }

    public void Dispose()
    {
        _index.Dispose();
        _event.Dispose();
        _ofType.Dispose();
        _creations.Dispose();
    }

    private static KeptAnswer? Answer(Statement row) => row.Key() is not { } key ? null : row.Change() switch
    {
        Change.Allocated allocated => new(key, row.At(), allocated.Allocation),
        Change.Confirmed confirmed => new(key, row.At(), confirmed.Allocation),
        _ => null,
    };

    // The newest are looked at first, so that a resource's long past costs nothing.
    private List<long> KeptEvents(Guid resource, Instant since)
    {
        var (seqs, row) = (new List<long>(), new List<long>());
        _index.Bind(1, resource);
        while (_index.Step() && _index.Number(0) > since.Microseconds)
        {
            EventIndex.Read(_index.Utf8(1), row);
            row.Reverse();
            seqs.AddRange(row);
            row.Clear();
        }
        _index.Reset();
        seqs.Reverse();
        return seqs;
    }
}
