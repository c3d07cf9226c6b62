using Inventory.Domain.Imports;
using Inventory.Grains.States;

namespace Inventory.Grains.Imports;

/// <summary>Some rows of an import. The key has the id of the import and a number.</summary>
[Alias("inventory.import-chunk-grain")]
public interface IImportChunkGrain : IGrainWithStringKey
{
    [Alias("write")]
    Task Write(ImportChunkState state);

    [Alias("read")]
    Task<ImportChunkState> Read();

    [Alias("clear")]
    Task Clear();
}

[GrainType("import-chunk")]
public sealed class ImportChunkGrain([PersistentState("chunk")] IPersistentState<ImportChunkState> stored) : Grain, IImportChunkGrain
{
    private readonly GroupCommitState<ImportChunkState> _state = new(stored);

    public async Task Write(ImportChunkState state)
    {
        await _state.ReadAsync();
        await _state.WriteAsync(state);
        // It is as large as a page of rows, and used twice.
        DeactivateOnIdle();
    }

    public async Task<ImportChunkState> Read() => await _state.ReadAsync();

    public async Task Clear()
    {
        await _state.ReadAsync();
        await _state.ClearAsync();
        DeactivateOnIdle();
    }
}
