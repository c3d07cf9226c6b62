using Inventory.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Archive;

/// <summary>
/// The file to which the old events of a store were moved: a store of its own, with each resource's events from the first on. Each read opens it again, because it
/// is replaced when more events are moved, and reads are rare.
/// </summary>
public sealed class EventArchive
{
    private EventArchive(string path) => Path = path;

    public string Path { get; }

    /// <summary>As <see cref="Open"/>, but there need not be a file yet: nothing has been moved, then.</summary>
    /// <exception cref="StoreOpenException">It cannot be used.</exception>
    public static EventArchive At(string path) => File.Exists(path) ? Open(path) : new(System.IO.Path.GetFullPath(path));

    /// <summary>Brings its tables up to date, if an older version wrote it.</summary>
    /// <exception cref="StoreOpenException">There is no such file, or it cannot be used.</exception>
    public static EventArchive Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        Schema.RequireStore(path);
        try
        {
            if (!Schema.IsCurrent(path))
                Migrate(path);
        }
        catch (SqliteException e)
        {
            throw new StoreOpenException($"The archive {path} was written by an older version, and cannot be brought up to date ({e.Message}). Make it writable for one start.", e);
        }
        return new(path);
    }

    /// <summary>The last event in it.</summary>
    public Task<long> FindLastSeqAsync(CancellationToken cancellation) => ReadAsync(static reader => reader.Events.LastSeq, 0, cancellation);

    /// <inheritdoc cref="IEventReader.ReadEventsAsync"/>
    public async Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(long afterSeq, int limit, CancellationToken cancellation) =>
        await ReadAsync(reader => reader.Events.Page(afterSeq, limit, cancellation), [], cancellation);

    /// <inheritdoc cref="IEventReader.ReadHistoryAsync"/>
    public async Task<IReadOnlyList<RecordedEvent>> ReadHistoryAsync(Guid resource, long afterVersion, int limit, CancellationToken cancellation) =>
        await ReadAsync(reader => reader.Events.History(resource, afterVersion, limit, cancellation), [], cancellation);

    /// <inheritdoc cref="IEventReader.ReadEventsOfAsync"/>
    public async Task<IReadOnlyList<RecordedEvent>> ReadEventsOfAsync(Guid user, long afterSeq, int limit, CancellationToken cancellation) =>
        await ReadAsync(reader => reader.Events.Of(user, afterSeq, limit, cancellation), [], cancellation);

    private static void Migrate(string path)
    {
        using var connection = Connections.OpenWriter(path);
        Schema.Migrate(connection);
        connection.Execute("PRAGMA journal_mode = DELETE");
    }

    private async Task<T> ReadAsync<T>(Func<Reader, T> read, T ofNone, CancellationToken cancellation) =>
        File.Exists(Path) ? await Task.Run(() => Read(read), cancellation) : ofNone;

    private T Read<T>(Func<Reader, T> read)
    {
        try
        {
            using var reader = new Reader(Path);
            return read(reader);
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException($"The archive cannot be read: {e.Message}", e);
        }
    }
}
