using Inventory.Domain.Series;
using Inventory.Grains.States;
using Orleans.Concurrency;

namespace Inventory.Grains.Series;

/// <summary>All series, in the order in which they were made. The key is the number of a page, or <see cref="SeriesIndexKeys.Last"/> for the one that grows.</summary>
[Alias("inventory.series-index-grain")]
public interface ISeriesIndexGrain : IGrainWithStringKey
{
    /// <summary>Durable when it returns. Only the last page grows.</summary>
    /// <returns>The ordinal, from 1.</returns>
    [Alias("add")]
    Task<long> Add(SeriesEntry entry);

    /// <summary>For the last page, which is full.</summary>
    [Alias("keep")]
    Task Keep(SeriesIndexState page);

    [Alias("read")]
    Task<SeriesIndexState> Read();
}

// Reentrant: series that are made at once share the writes.
[Reentrant]
[GrainType("series-index")]
public sealed class SeriesIndexGrain([PersistentState("page")] IPersistentState<SeriesIndexState> stored) : Grain, ISeriesIndexGrain
{
    private readonly GroupCommitState<SeriesIndexState> _state = new(stored);

    public async Task<long> Add(SeriesEntry entry)
    {
        await _state.ReadAsync();
        while (_state.Value is { Entries.Length: >= SeriesIndexState.PageSize } page && !page.Entries.Contains(entry))
        {
            // Again after a crash, or by others meanwhile: the page is the same.
            await GrainFactory.GetSeriesIndex(page.Number).Keep(page);
            if (_state.Value.Number == page.Number)
                _state.Value = new() { Number = page.Number + 1 };
        }
        _state.Value = _state.Value.Add(entry);
        var ordinal = _state.Value.OrdinalOf(entry);
        await _state.FlushAsync();
        return ordinal;
    }

    public async Task Keep(SeriesIndexState page)
    {
        await _state.ReadAsync();
        _state.Value = page;
        await _state.FlushAsync();
    }

    public async Task<SeriesIndexState> Read() => await _state.ReadAsync();
}

public static class SeriesIndexKeys
{
    public const string Last = "last";

    /// <param name="grains">Of the cluster.</param>
    /// <param name="number">Of a page that is full; <c>null</c> for the last one.</param>
    public static ISeriesIndexGrain GetSeriesIndex(this IGrainFactory grains, long? number = null) =>
        grains.Get<ISeriesIndexGrain>(number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Last);

    /// <summary>Series after an ordinal.</summary>
    /// <returns>What the page of that ordinal has left, and whether a further page follows.</returns>
    public static async Task<(ImmutableArray<SeriesEntry> Entries, bool HasMore)> ListSeriesAsync(this IGrainFactory grains, long after)
    {
        var last = await grains.GetSeriesIndex().Read();
        var (number, offset) = Math.DivRem(after, SeriesIndexState.PageSize);
        if (number > last.Number)
            return ([], false);
        var page = number == last.Number ? last : await grains.GetSeriesIndex(number).Read();
        return (offset < page.Entries.Length ? page.Entries[(int)offset..] : [], number < last.Number);
    }
}
