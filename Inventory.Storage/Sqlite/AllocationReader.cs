using System.Text;
using Inventory.Domain.Allocations;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>Reads the allocations of one resource, by id: a walk along one B-tree.</summary>
internal sealed class AllocationReader(SqliteConnection connection) : IDisposable
{
    // The extreme numbers stand for the NULL of an infinite end, which saves asking each column for its type.
    private readonly Statement _rows = new(connection,
        $"""
        SELECT id, ifnull(from_us, {long.MinValue}), ifnull(to_us, {long.MaxValue}), created_us, version, type, description, dump, ifnull(expires_us, {long.MaxValue}), owner
        FROM allocation WHERE resource = ?1 ORDER BY id
        """);

    // A calendar has thousands of allocations of a handful of types: the same text is one string.
    private byte[] _typeUtf8 = [];
    private string _type = "";

    public List<Allocation> Read(Guid resource, CancellationToken cancellation)
    {
        var allocations = new List<Allocation>();
        _rows.Bind(1, resource);
        try
        {
            while (_rows.Step())
            {
                cancellation.ThrowIfCancellationRequested();
                allocations.Add(ReadRow());
            }
        }
        finally
        {
            _rows.Reset();
        }
        return allocations;
    }

    public void Dispose() => _rows.Dispose();

    private Allocation ReadRow() => new()
    {
        Id = _rows.Id(0),
        Interval = new(new(_rows.Number(1)), new(_rows.Number(2))),
        Created = new(_rows.Number(3)),
        Version = _rows.Number(4),
        Type = SharedType(_rows.Utf8(5)),
        Description = _rows.TextOrNull(6),
        Dump = _rows.Json(7),
        Expires = new(_rows.Number(8)),
        Owner = _rows.IdOrNull(9),
    };

    private string SharedType(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.SequenceEqual(_typeUtf8))
        {
            _typeUtf8 = utf8.ToArray();
            _type = string.Intern(Encoding.UTF8.GetString(utf8));
        }
        return _type;
    }
}
