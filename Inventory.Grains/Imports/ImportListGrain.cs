using Inventory.Domain.Imports;
using Inventory.Grains.States;
using Orleans.Concurrency;

namespace Inventory.Grains.Imports;

/// <summary>All imports, so that recovery after a crash finds them. There is one such grain.</summary>
[Alias("inventory.import-list-grain")]
public interface IImportListGrain : IGrainWithStringKey
{
    /// <summary>Before rows are stored, so that they are removed if the file never becomes complete.</summary>
    [Alias("begin")]
    Task Begin(Guid id);

    [Alias("commit")]
    Task<AddImportResult> Commit(Guid id, IdempotencyKey? key);

    [Alias("end")]
    Task End(Guid id);

    [Alias("remove")]
    Task Remove(Guid id);

    /// <returns>Whose files are complete, oldest first.</returns>
    [Alias("list")]
    Task<ImmutableArray<Guid>> List();

    /// <returns>The count of imports that run.</returns>
    [Alias("resume")]
    Task<int> Resume();
}

[Reentrant]
[GrainType("import-list")]
public sealed class ImportListGrain([PersistentState("imports")] IPersistentState<ImportListState> stored, TimeProvider clock) : Grain, IImportListGrain
{
    // 64 MiB at the slowest rate that the gateway takes would be longer; but nobody waits for that.
    private static readonly TimeSpan LongestUpload = TimeSpan.FromHours(1);

    private readonly GroupCommitState<ImportListState> _state = new(stored);

    public Task Begin(Guid id) => ChangeAsync(state => state.Begin(id, clock.Now()));

    public async Task<AddImportResult> Commit(Guid id, IdempotencyKey? key)
    {
        var (result, next) = (await _state.ReadAsync()).Commit(id, key);
        await _state.WriteAsync(next);
        return result;
    }

    public Task End(Guid id) => ChangeAsync(state => state.End(id));

    public Task Remove(Guid id) => ChangeAsync(state => state.Remove(id));

    public async Task<ImmutableArray<Guid>> List() => [.. (await _state.ReadAsync()).Entries.Where(entry => entry.IsCommitted).Select(entry => entry.Id)];

    public async Task<int> Resume()
    {
        foreach (var id in (await _state.ReadAsync()).FindObsolete(clock.Now(), LongestUpload))
        {
            await GrainFactory.GetImport(id).Discard();
            await Remove(id);
        }
        var running = 0;
        foreach (var entry in (await _state.ReadAsync()).Entries.Where(entry => entry is { IsCommitted: true, IsEnded: false }))
        {
            if (await GrainFactory.GetImport(entry.Id).Resume())
                running++;
            else
                await End(entry.Id);
        }
        return running;
    }

    private async Task ChangeAsync(Func<ImportListState, ImportListState> change) => await _state.WriteAsync(change(await _state.ReadAsync()));
}
