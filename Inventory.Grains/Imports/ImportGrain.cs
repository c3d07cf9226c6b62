using Inventory.Domain.Imports;
using Inventory.Grains.Configuration;
using Inventory.Grains.States;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Inventory.Grains.Imports;

/// <summary>One import; the key is its id. It applies rows until they end or it is stopped, and goes on after a crash.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>: the outcome is unknown.</remarks>
[Alias("inventory.import-grain")]
public interface IImportGrain : IGrainWithStringKey
{
    [Alias("begin")]
    Task Begin(Import draft);

    /// <summary>Stores further rows. Several calls may run at once.</summary>
    /// <param name="number">Of these, from 0 without gaps.</param>
    /// <param name="rows">In the order of the file.</param>
    [Alias("append")]
    Task Append(int number, ImmutableArray<ImportRow> rows);

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
    public static IImportGrain GetImport(this IGrainFactory grains, Guid id) => grains.Get<IImportGrain>(id.ToString("D"));

    public static IImportListGrain GetImports(this IGrainFactory grains) => grains.Get<IImportListGrain>("all");

    internal static IImportChunkGrain GetImportChunk(this IGrainFactory grains, Guid id, int number) =>
        grains.Get<IImportChunkGrain>(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id:D}/{number}"));
}

// Reentrant: it is read and stopped while it runs.
[Reentrant]
[GrainType("import")]
public sealed partial class ImportGrain(
    [PersistentState("import")] IPersistentState<ImportState> stored, IStore store, IOptions<LimitsOptions> options, TimeProvider clock, ILogger<ImportGrain> logger) : Grain, IImportGrain
{
    /// <summary>Rows of these are decided together: those of one resource by one call, and all share commits.</summary>
    private const int ChunksAtOnce = 8;

    private static readonly TimeSpan Alive = TimeSpan.FromMinutes(5);

    private readonly GroupCommitState<ImportState> _state = new(stored);

    private Task? _running;

    private Guid Id => Guid.Parse(this.GetPrimaryKeyString());

    public Task Begin(Import draft) => WriteAsync(draft);

    public async Task Append(int number, ImmutableArray<ImportRow> rows)
    {
        await _state.ReadAsync();
        // Counted first, so that it is removed if the file never becomes complete. No other turn comes between the reading and the change.
        var import = _state.Value.Import!;
        await _state.WriteAsync(new() { Import = import with { Chunks = Math.Max(import.Chunks, number + 1), Rows = import.Rows + rows.Length } });
        await GrainFactory.GetImportChunk(Id, number).Write(new() { Rows = rows });
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
            await WriteAsync(complete with { Status = ImportStatus.Running, Progressed = clock.Now() });
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
            var import = await RequireAsync();
            // Of these rows nobody knows, and of those after them, which are decided while these are counted.
            var unknown = import.HasForgottenKeys(clock.Now(), options.Value.ToLimits().IdempotencyRetention) ? import.NextChunk + (2 * ChunksAtOnce) : 0;
            import = await WriteAsync(import.Restart());
            var (applier, counted) = (new ImportApplier(GrainFactory, store, import), Task.CompletedTask);
            for (var first = import.NextChunk; first < import.Chunks && (await RequireAsync()).Status == ImportStatus.Running; first += ChunksAtOnce)
            {
                DelayDeactivation(Alive);
                var done = await ApplyAsync(applier, import, first, isUnknown: first < unknown);
                // The next rows are decided while these are counted.
                await counted;
                counted = CountAsync(first, done);
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

    private async Task<ImportChunkState[]> ApplyAsync(ImportApplier applier, Import import, int first, bool isUnknown)
    {
        var numbers = Enumerable.Range(first, Math.Min(ChunksAtOnce, import.Chunks - first));
        var chunks = await Task.WhenAll(numbers.Select(number => GrainFactory.GetImportChunk(Id, number).Read()));
        // Others are complete, but were not counted before a crash.
        var open = chunks.Where(chunk => chunk.Applied is null || import.IsCheck).ToList();
        var refused = await applier.ApplyAsync([.. open.SelectMany(chunk => chunk.Rows)], isUnknown);
        return [.. chunks.Select(chunk => open.Contains(chunk) ? After(chunk) : chunk)];

        ImportChunkState After(ImportChunkState chunk)
        {
            ImmutableArray<RefusedRow> own = [.. refused.Where(row => chunk.Rows[0].Line <= row.Line && row.Line <= chunk.Rows[^1].Line)];
            return new() { Rows = import.IsCheck ? chunk.Rows : [], Applied = chunk.Rows.Length - own.Length, Refused = own };
        }
    }

    // It may be stopped meanwhile; the rows took effect and count.
    private async Task CountAsync(int first, ImportChunkState[] done)
    {
        await Task.WhenAll(done.Select((chunk, n) => GrainFactory.GetImportChunk(Id, first + n).Write(chunk)));
        await WriteAsync((await RequireAsync()).Complete(done, clock.Now()));
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
