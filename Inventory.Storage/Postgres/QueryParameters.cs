using Npgsql;
using NpgsqlTypes;

namespace Inventory.Storage.Postgres;

internal static class QueryParameters
{
    public static NpgsqlParameterCollection Is(this NpgsqlParameterCollection parameters, Guid value) => parameters.With(new NpgsqlParameter<Guid> { TypedValue = value });

    public static NpgsqlParameterCollection Is(this NpgsqlParameterCollection parameters, long value) => parameters.With(new NpgsqlParameter<long> { TypedValue = value });

    public static NpgsqlParameterCollection Is(this NpgsqlParameterCollection parameters, string value) =>
        parameters.With(new NpgsqlParameter<string> { TypedValue = StoredText.ToColumn(value)! });

    public static NpgsqlParameterCollection Is(this NpgsqlParameterCollection parameters, Instant value) =>
        parameters.With(new NpgsqlParameter<long> { TypedValue = StoredInstant.ToColumn(value), NpgsqlDbType = NpgsqlDbType.TimestampTz });

    public static async Task<List<T>> ToListAsync<T>(this NpgsqlDataReader rows, Func<NpgsqlDataReader, T> make, CancellationToken cancellation)
    {
        var items = new List<T>();
        while (await rows.ReadAsync(cancellation))
            items.Add(make(rows));
        return items;
    }

    private static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, NpgsqlParameter parameter)
    {
        parameters.Add(parameter);
        return parameters;
    }
}
