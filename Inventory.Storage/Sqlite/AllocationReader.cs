using Inventory.Domain.Allocations;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

internal sealed class AllocationReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _rows = new(connection, $"SELECT a.version, {AllocationColumns.ReadFromAllocation} FROM allocation a WHERE a.resource = ?1 ORDER BY a.id");

    public List<Allocation> Read(Guid resource, CancellationToken cancellation)
    {
        var allocations = new List<Allocation>();
        _rows.Bind(1, resource);
        try
        {
            while (_rows.Step())
            {
                cancellation.ThrowIfCancellationRequested();
                allocations.Add(AllocationColumns.Read(_rows, 1, _rows.Number(0)));
            }
        }
        finally
        {
            _rows.Reset();
        }
        return allocations;
    }

    public void Dispose() => _rows.Dispose();
}
