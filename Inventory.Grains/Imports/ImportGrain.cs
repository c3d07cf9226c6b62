using Inventory.Domain.Imports;
using Inventory.Grains.States;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Inventory.Grains.Imports;

/// <summary>One import; the key is its id. It applies rows until they end or it is stopped, and goes on after a crash.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>: the outcome is unknown.</remarks>
[Alias("inventory.import-grain")]
public interface IImportGrain : IGrainWithStringKey
{
    [Alias("begin")]
    Task Begin(Import draft);

    /// <summary>Stores further rows.</summary>
    [Alias("append")]
    Task Append(ImmutableArray<ImportRow> rows);

    /// <summary>The file is complete: from now on the import runs.</summary>
    [Alias("start")]
    Task<Import> Start();

    /// <returns><c>null</c> if there is none.</returns>
    [Alias("read")]
    Task<Import?> Read();

    [Alias("read-refused")]
    Task<ImmutableArray<RefusedRow>> ReadRefused(int chunk);

    /// <returns>False if there is none.</returns>
    [Alias("stop")]
    Task<bool> Stop();

    /// <summary>For an import whose file is complete.</summary>
    /// <returns>Whether it runs.</returns>
    [Alias("resume")]
    Task<bool> Resume();

    /// <summary>Removes it with its rows.</summary>
    [Alias("discard")]
    Task Discard();
}

public static class ImportKeys
{
    public static IImportGrain GetImport(this IGrainFactory grains, Guid id) => grains.GetGrain<IImportGrain>(id.ToString("D"));

    public static IImportListGrain GetImports(this IGrainFactory grains) => grains.GetGrain<IImportListGrain>("all");

    internal static IImportChunkGrain GetImportChunk(this IGrainFactory grains, Guid id, int number) =>
        grains.GetGrain<IImportChunkGrain>(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id:D}/{number}"));
}

// Reentrant: it is read and stopped while it runs.
[Reentrant]
[GrainType("import")]
public sealed partial class ImportGrain([PersistentState("import")] IPersistentState<ImportState> stored, TimeProvider clock, ILogger<ImportGrain> logger) : Grain, IImportGrain
{
    private static readonly TimeSpan Alive = TimeSpan.FromMinutes(5);

    private readonly GroupCommitState<ImportState> _state = new(stored);

    private Task? _running;

    private Guid Id => Guid.Parse(this.GetPrimaryKeyString());

    public Task Begin(Import draft) => WriteAsync(draft);

    public async Task Append(ImmutableArray<ImportRow> rows)
    {
        var import = await RequireAsync();
        await GrainFactory.GetImportChunk(Id, import.Chunks).Write(new() { Rows = rows });
        await WriteAsync(import with { Chunks = import.Chunks + 1, Rows = import.Rows + rows.Length });
    }

    public async Task<Import> Start()
    {
        await Resume();
        return await RequireAsync();
    }

    public async Task<Import?> Read() => (await _state.ReadAsync()).Import;

    public async Task<ImmutableArray<RefusedRow>> ReadRefused(int chunk) => (await GrainFactory.GetImportChunk(Id, chunk).Read()).Refused;

    public async Task<bool> Stop()
    {
        if (await Read() is not { } import) return false;
        if (!import.IsEnded)
            await WriteAsync(import with { Status = ImportStatus.Stopped, Ended = clock.Now() });
        return true;
    }

    public async Task<bool> Resume()
    {
        if (await Read() is { Status: ImportStatus.Receiving } complete)
            await WriteAsync(complete with { Status = ImportStatus.Running });
        if (await Read() is not { Status: ImportStatus.Running }) return false;
        if (_running is null or { IsCompleted: true })
            _running = RunAsync();
        return true;
    }

    public async Task Discard()
    {
        if (await Read() is { } import)
        {
            for (var n = 0; n < import.Chunks; n++)
                await GrainFactory.GetImportChunk(Id, n).Clear();
            await _state.ClearAsync();
        }
        DeactivateOnIdle();
    }

    private async Task RunAsync()
    {
        try
        {
            var import = await WriteAsync((await RequireAsync()).Restart());
            var (applier, counted) = (new ImportApplier(GrainFactory, import), Task.CompletedTask);
            for (var n = import.NextChunk; n < import.Chunks && (await RequireAsync()).Status == ImportStatus.Running; n++)
            {
                DelayDeactivation(Alive);
                var done = await ApplyAsync(applier, import, n);
                // The next rows are decided while these are counted.
                await counted;
                counted = CountAsync(n, done);
            }
            await counted;
            import = await RequireAsync();
            if (import.Status == ImportStatus.Running)
                await WriteAsync(import with { Status = ImportStatus.Done, Ended = clock.Now() });
            await GrainFactory.GetImports().End(Id);
        }
        catch (Exception exception)
        {
            // Recovery resumes it. Nobody waits for this task.
            LogInterrupted(exception, Id);
        }
    }

    private async Task<ImportChunkState> ApplyAsync(ImportApplier applier, Import import, int number)
    {
        var state = await GrainFactory.GetImportChunk(Id, number).Read();
        // Complete, but not counted before a crash.
        if (state.Applied is not null && !import.IsCheck)
            return state;
        var refused = await applier.ApplyAsync(state.Rows);
        return new() { Rows = import.IsCheck ? state.Rows : [], Applied = state.Rows.Length - refused.Length, Refused = refused };
    }

    // It may be stopped meanwhile; the rows took effect and count.
    private async Task CountAsync(int number, ImportChunkState done)
    {
        await GrainFactory.GetImportChunk(Id, number).Write(done);
        await WriteAsync((await RequireAsync()).Complete(done));
    }

    private async Task<Import> RequireAsync() => await Read() ?? throw new InvalidOperationException($"There is no import {Id}.");

    private async Task<Import> WriteAsync(Import import)
    {
        await _state.ReadAsync();
        await _state.WriteAsync(new() { Import = import });
        return import;
    }

    [LoggerMessage(LogLevel.Warning, "The import {Id} is interrupted, and is resumed later")]
    private partial void LogInterrupted(Exception exception, Guid id);
}
