using Inventory.Contracts;
using Npgsql;

namespace Inventory.Store.Postgres;

/// <summary>Moments as <c>timestamptz</c> counts them: microseconds since 2000, the extreme numbers infinite.</summary>
internal static class StoredInstant
{
    private const long Year2000 = 946_684_800_000_000;

    public static long ToColumn(Instant instant) => instant.IsFinite ? instant.Microseconds - Year2000 : instant.Microseconds;

    public static long? FiniteToColumn(Instant instant) => instant.IsFinite ? ToColumn(instant) : null;

    public static Instant Instant(this NpgsqlDataReader row, int column) =>
        row.GetFieldValue<long>(column) is var raw && raw is long.MinValue or long.MaxValue ? new(raw) : new(raw + Year2000);

    /// <summary>NULL is <see cref="Contracts.Instant.Future"/>.</summary>
    public static Instant InstantOrFuture(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? Contracts.Instant.Future : row.Instant(column);
}
