using Inventory.Store.Sqlite;

await Console.Out.WriteLineAsync(SqliteEngine.Description);
