using Inventory.Domain.Series;
using Inventory.Grains.Concurrency;
using Inventory.Grains.States;
using Orleans.Concurrency;
using IDateTimeZoneProvider = NodaTime.IDateTimeZoneProvider;

namespace Inventory.Grains.Series;

/// <summary>Plans series again after a change of the time zone data, also those that nobody reads. There is one.</summary>
[Alias("inventory.series-sweep-grain")]
public interface ISeriesSweepGrain : IGrainWithStringKey
{
    /// <summary>Goes on for some seconds.</summary>
    /// <returns>The count of series that it looked at.</returns>
    [Alias("resume")]
    Task<int> Resume();
}

// Reentrant: every gateway asks for it, and all wait for the same search.
[Reentrant]
[GrainType("series-sweep")]
public sealed class SeriesSweepGrain([PersistentState("sweep")] IPersistentState<SeriesSweepState> stored, IDateTimeZoneProvider zones, TimeProvider clock) : Grain, ISeriesSweepGrain
{
    // Shorter than a caller waits.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly GroupCommitState<SeriesSweepState> _state = new(stored);
    private SingleFlight<int>? _running;

    public Task<int> Resume() => (_running ??= new(SweepAsync)).RunAsync();

    private async Task<int> SweepAsync()
    {
        var state = await _state.ReadAsync();
        if (state.TimeZoneData is { } last && ZoneChange.IsNewer(last, zones.VersionId))
            return 0;
        if (state.TimeZoneData != zones.VersionId)
            state = new() { TimeZoneData = zones.VersionId };
        var (begin, count, position, failed) = (clock.GetTimestamp(), 0, state.Position, new List<Guid>());
        foreach (var series in state.Failed)
            await ResumeAsync(series);
        for (var hasMore = true; hasMore && clock.GetElapsedTime(begin) < Longest;)
        {
            (var page, hasMore) = await GrainFactory.ListSeriesAsync(position);
            foreach (var entry in page)
                await ResumeAsync(entry.Id);
            position += page.Length;
        }
        await _state.WriteAsync(state with { Position = position, Failed = [.. failed] });
        return count;

        // A series that fails is tried again later and does not stop the others.
        async Task ResumeAsync(Guid series)
        {
            count++;
            var resuming = GrainFactory.GetSeries(series).Resume();
            await ((Task)resuming).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            // Another node may still have older data.
            if (!resuming.IsCompletedSuccessfully || (await resuming is { } version && ZoneChange.IsNewer(zones.VersionId, version)))
                failed.Add(series);
        }
    }
}

public static class SeriesSweepKeys
{
    public static ISeriesSweepGrain GetSeriesSweep(this IGrainFactory grains) => grains.Get<ISeriesSweepGrain>("all");
}
