using System.Collections.Concurrent;
using Inventory.Storage.Archive;
using Inventory.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Inventory.Storage.Transfer;

/// <summary>
/// Checks a whole store and changes nothing. Of each resource: every event, that none is missing or contradicts those before it, such as by an overlap, and
/// that together they make its rows. A store in SQLite is copied for that, so that a service may be using it.
/// </summary>
public sealed class StoreVerification(Func<RecordedState, string?> check, TimeProvider clock, ILoggerFactory loggers)
{
    // As many reads as a store of SQLite serves at once.
    private const int AtOnce = 4;
    private const int Page = 1_000;

    private readonly ConcurrentBag<string> _faults = [];

    /// <param name="store">It has to be of this version; a file may be of an older one.</param>
    /// <param name="archive">To check the events in it, too; <c>null</c> for those in the store alone.</param>
    /// <param name="progress">Gets the share that is checked, from 0 to 1.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="StoreOpenException">There is no store, or it cannot be used.</exception>
    public async Task<VerificationReport> RunAsync(StoreAddress store, EventArchive? archive, Action<double> progress, CancellationToken cancellation)
    {
        if (store.IsPostgres)
        {
            await using var opened = await store.OpenPostgresAsync(clock, loggers, cancellation);
            return await VerifyAsync(opened, archive, store, progress, cancellation);
        }
        var directory = Directory.CreateTempSubdirectory("inventory-verify-");
        try
        {
            var copy = StoreAddress.Parse(directory.FullName, null);
            await Task.Run(() => store.CopyFileTo(copy, static _ => { }, cancellation), cancellation);
            CheckPages(DataDirectory.DatabaseIn(directory.FullName));
            // Also completes the tables that follow the log.
            await using var opened = await SqliteStore.OpenAsync(new() { DataDirectory = directory.FullName }, clock, loggers.CreateLogger<SqliteStore>());
            return await VerifyAsync(opened, archive, copy, progress, cancellation);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private async Task<VerificationReport> VerifyAsync(IStore store, EventArchive? archive, StoreAddress address, Action<double> progress, CancellationToken cancellation)
    {
        await using var snapshot = await address.OpenSnapshotAsync(cancellation);
        IEventReader events = archive is null ? store : new ArchivedEvents(store, archive);
        var size = await snapshot.CountAsync(0, cancellation);
        var resources = await ListAsync(store, cancellation);
        var (done, states) = (0, 0L);
        await Parallel.ForEachAsync(resources, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (id, cancel) =>
        {
            await VerifyAsync(store, events, id, cancel);
            progress((double)Interlocked.Increment(ref done) / resources.Count);
        });
        await foreach (var state in snapshot.ReadStatesAsync(cancellation).WithCancellation(cancellation))
        {
            states++;
            if (check(state) is { } fault)
                _faults.Add($"State {state.Key}: {fault}");
        }
        return new(size.Events, resources.Count, states, await events.FindArchivedSeqAsync(cancellation) == 0, [.. _faults.Order(StringComparer.Ordinal)]);
    }

    private static async Task<List<Guid>> ListAsync(IStore store, CancellationToken cancellation)
    {
        var all = new List<Guid>();
        while (await store.ListResourceIdsAsync(all.Count == 0 ? null : all[^1], Page, cancellation) is { Count: > 0 } page)
            all.AddRange(page);
        return all;
    }

    private async ValueTask VerifyAsync(IStore store, IEventReader events, Guid id, CancellationToken cancellation)
    {
        try
        {
            if (await ResourceVerifier.FindDamageAsync(store, events, id, cancellation) is { } damage)
                _faults.Add(damage.Message);
        }
        catch (StoreUnavailableException e)
        {
            _faults.Add($"Resource {id} cannot be read: {e.Message}");
        }
    }

    private void CheckPages(string path)
    {
        try
        {
            using var connection = Connections.OpenReader(path);
            if (connection.Text("PRAGMA integrity_check(1)") is not "ok" and var fault)
                _faults.Add($"SQLite: {fault}");
        }
        catch (SqliteException e)
        {
            _faults.Add($"SQLite: {e.Message}");
        }
    }
}

/// <summary>What was checked; <paramref name="Faults"/> are sentences, none for an intact store.</summary>
/// <param name="Events">In the store.</param>
/// <param name="Resources">Also deleted ones.</param>
/// <param name="States">Of grains.</param>
/// <param name="IsWhole">Whether each resource was checked from its first event on: that is in an archive, otherwise.</param>
/// <param name="Faults">In order.</param>
public sealed record VerificationReport(long Events, int Resources, long States, bool IsWhole, IReadOnlyList<string> Faults);
