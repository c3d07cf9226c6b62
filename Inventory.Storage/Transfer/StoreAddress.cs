using Inventory.Storage.Membership;
using Inventory.Storage.Postgres;
using Inventory.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace Inventory.Storage.Transfer;

/// <summary>Where a store is: a data directory, a file, or a database of PostgreSQL.</summary>
public sealed class StoreAddress
{
    private readonly PostgresStoreOptions? _postgres;

    private StoreAddress(string text, bool isDirectory, PostgresStoreOptions? postgres) => (Text, IsDirectory, _postgres) = (text, isDirectory, postgres);

    /// <summary>For people, without a password.</summary>
    public string Text { get; }

    public bool IsDirectory { get; }

    public bool IsPostgres => _postgres is not null;

    /// <summary>With which a service uses this store; <c>null</c> for a file, which none does.</summary>
    public string[]? Settings => _postgres is { ConnectionString: var connection } ? ["--Inventory:Mode", "Cluster", "--Inventory:Postgres", connection]
        : IsDirectory ? ["--Inventory:DataDirectory", Text] : null;

    private string File => IsDirectory ? DataDirectory.DatabaseIn(Text) : Text;

    /// <param name="text">A path, or <c>Host=…;Database=…;Username=…</c>. A path that is no file is a directory, unless it ends in <c>.db</c>.</param>
    /// <param name="password">Of PostgreSQL, if it is not in the text.</param>
    /// <exception cref="StoreOpenException">It looks like a connection string and is none.</exception>
    public static StoreAddress Parse(string text, string? password)
    {
        if (Path.Exists(text) || !text.Contains('=', StringComparison.Ordinal))
            return new(Path.GetFullPath(text), isDirectory: !System.IO.File.Exists(text) && Path.GetExtension(text) != ".db", null);
        var connection = ClusterDatabase.ConnectionString(text, password);
        return new(ClusterDatabase.Describe(connection), isDirectory: false, new() { ConnectionString = connection, StartTimeout = TimeSpan.Zero });
    }

    public static StoreAddress OfFile(string path) => new(Path.GetFullPath(path), isDirectory: false, null);

    /// <summary>Reads it as it is now, without what is in an archive alone.</summary>
    /// <exception cref="StoreOpenException">There is none, or it cannot be used.</exception>
    public async Task<IStoreSnapshot> OpenSnapshotAsync(CancellationToken cancellation) =>
        _postgres is null ? SqliteSnapshot.Open(File) : await PostgresSnapshot.OpenAsync(_postgres, cancellation);

    /// <summary>Takes away events that are in an archive. A data directory must not be in use.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="StoreOpenException">It cannot be used.</exception>
    internal async Task<long> DropEventsAsync(long throughSeq, CancellationToken cancellation) =>
        _postgres is null ? await Task.Run(() => SqliteTrim.Run(Text, throughSeq), cancellation) : await PostgresTrim.RunAsync(_postgres, throughSeq, cancellation);

    /// <summary>Makes a new one.</summary>
    /// <exception cref="StoreOpenException">There is one already, or none can be made.</exception>
    public async Task<IStoreTarget> CreateAsync(CancellationToken cancellation) =>
        _postgres is null ? SqliteTarget.Create(NewFile()) : await PostgresTarget.CreateAsync(_postgres, cancellation);

    /// <summary>Copies it to a new file, page by page.</summary>
    /// <exception cref="StoreOpenException">There is no such file, or no copy can be made.</exception>
    internal void CopyFileTo(StoreAddress target, Action<double> progress, CancellationToken cancellation)
    {
        using var file = target.NewFile();
        SqliteBackup.Copy(File, file, progress, cancellation);
    }

    /// <summary>Opens it for reading.</summary>
    /// <exception cref="StoreOpenException">There is none, or it cannot be used.</exception>
    internal async Task<PostgresStore> OpenPostgresAsync(TimeProvider clock, ILoggerFactory loggers, CancellationToken cancellation) =>
        await PostgresStore.OpenUnchangedAsync(_postgres!, clock, loggers.CreateLogger<PostgresStore>(), cancellation);

    private NewFile NewFile() => IsDirectory ? Transfer.NewFile.In(Text) : Transfer.NewFile.At(Text);
}
