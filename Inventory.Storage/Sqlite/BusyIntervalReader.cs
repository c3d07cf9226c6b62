using Inventory.Domain.Availability;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

internal sealed class BusyIntervalReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _seq = new(connection, "SELECT seq FROM projection");

    private readonly Statement _times = new(connection,
        $"""
        SELECT id, ifnull(from_us, {long.MinValue}), ifnull(to_us, {long.MaxValue}),
            coalesce(expires_us, CASE WHEN is_released_on_miss AND checked_in_us IS NULL AND stage IS NULL THEN check_in_until_us END, {long.MaxValue}), type, ifnull(units, 0)
        FROM allocation WHERE resource = ?1 AND {AllocationColumns.TakesTime}
        """);

    /// <summary>May include later events than the sequence number says, because the tables follow the log resource by resource.</summary>
    public StoredBusyIntervals Read(IReadOnlyList<Resource> resources, CancellationToken cancellation)
    {
        var seq = _seq.ReadNumber();
        var times = new List<(Guid, BusyInterval)>();
        foreach (var resource in resources)
        {
            cancellation.ThrowIfCancellationRequested();
            _times.Bind(1, resource.Id);
            while (_times.Step())
                times.Add((resource.Id, new(_times.Id(0), new(new(_times.Number(1)), new(_times.Number(2))), new(_times.Number(3)), _times.SharedText(4), (int)_times.Number(5))));
        }
        return new(seq, resources, times);
    }

    public void Dispose()
    {
        _seq.Dispose();
        _times.Dispose();
    }
}
