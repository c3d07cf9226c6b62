namespace Inventory.Tests.Storage.Sqlite;

/// <summary>A directory of its own, on the disk that tests use, gone afterwards.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("inventory-").FullName;

    public string Database => System.IO.Path.Combine(Path, "inventory.db");

    public string Wal => Database + "-wal";

    /// <summary>
    /// What would be on the disk if the process ended now: the files, without the index of the WAL, which is only memory.
    /// </summary>
    public TemporaryDirectory Copy()
    {
        var copy = new TemporaryDirectory();
        File.Copy(Database, copy.Database);
        if (File.Exists(Wal))
            File.Copy(Wal, copy.Wal);
        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
