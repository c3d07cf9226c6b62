using Npgsql;

namespace Inventory.Storage.Postgres;

/// <summary>A silo's own row of the membership table.</summary>
public sealed record SiloIdentity(string ClusterId, string Address, int Port, int Generation)
{
    /// <summary>The database refuses what a silo does that was declared dead (see Membership/Scripts/004-fence.sql). Nothing has happened then.</summary>
    public const string RefusedState = "IV001";

    /// <summary>Says in whose name the session writes from here on.</summary>
    internal async Task NameAsync(NpgsqlConnection connection)
    {
        await using var command = CreateCommand(connection);
        await command.ExecuteNonQueryAsync();
    }

    internal void Name(NpgsqlConnection connection)
    {
        using var command = CreateCommand(connection);
        command.ExecuteNonQuery();
    }

    private NpgsqlCommand CreateCommand(NpgsqlConnection connection) => new("SELECT set_config('inventory.member', $1::text, false)", connection)
    {
        Parameters = { new NpgsqlParameter<string[]> { TypedValue = [ClusterId, Address, $"{Port}", $"{Generation}"] } },
    };
}
