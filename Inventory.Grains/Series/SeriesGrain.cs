using Inventory.Domain.Allocations;
using Inventory.Domain.Series;
using Inventory.Grains.Resources;
using Inventory.Grains.States;

namespace Inventory.Grains.Series;

[GrainType("series")]
public sealed class SeriesGrain([PersistentState("series")] IPersistentState<SeriesState> stored, TimeProvider clock) : Grain, ISeriesGrain
{
    private static readonly SeriesResult NoSuchSeries = new(SeriesResultStatus.NoSuchSeries);

    private readonly GroupCommitState<SeriesState> _state = new(stored);

    public async Task<SeriesResult> Create(CreateSeriesRequest request)
    {
        if (await SettleAsync() is { } known)
            return known.Fingerprint == request.Series.Fingerprint ? await ViewAsync(known) : new(SeriesResultStatus.KeyReused);
        var series = request.Series with { Created = clock.Now(), Version = 1, Status = SeriesStatus.Creating };
        if (!request.IsPreview)
            await _state.WriteAsync(new() { Series = series });
        var change = RequestOf(series, series.Parts[0], request.RequestedBy) with { Added = [.. series.Parts[0].Occurrences()], SkipsConflicts = series.SkipsConflicts, IsPreview = request.IsPreview };
        var result = await ResourceOf(series).ChangeSeries(change);
        if (request.IsPreview || result.Status != ChangeSeriesStatus.Changed)
        {
            if (!request.IsPreview)
                await _state.WriteAsync(new());
            return ResultOf(series, result);
        }
        series = series with { Status = SeriesStatus.Active };
        await _state.WriteAsync(new() { Series = series });
        return ResultOf(series, result) with { Skipped = [.. result.Conflicts.Select(conflict => conflict.RecurrenceId)] };
    }

    public async Task<SeriesResult> Read() => await SettleAsync() is { } series ? await ViewAsync(series) : NoSuchSeries;

    public async Task<SeriesResult> Update(UpdateSeriesRequest request)
    {
        if (await SettleAsync() is not { } series) return NoSuchSeries;
        if (!request.IfMatch.Allows(series.Version)) return new(SeriesResultStatus.PreconditionFailed);
        var allocations = await ListAsync(series);
        var plan = SeriesPlan.Of(series, allocations, request, clock.Now());
        if (plan is null) return new(SeriesResultStatus.NoSuchOccurrence);
        if (plan.IsTooLong) return new(SeriesResultStatus.RuleTooLong);

        if (!request.IsPreview)
            await _state.WriteAsync(new() { Series = series with { Pending = new(plan.Parts, allocations.Select(a => a.Version).Append(0).Max()) } });
        // Each part has details of its own: a change of texts alone goes part by part, and nothing can refuse it.
        var result = new ChangeSeriesResult(ChangeSeriesStatus.Changed);
        foreach (var change in plan.Changes(RequestOf(series, series.Parts[0], request.RequestedBy)))
            if ((result = await ResourceOf(series).ChangeSeries(change)).Status != ChangeSeriesStatus.Changed)
                break;
        var next = series with { Parts = plan.Parts, Version = series.Version + 1, Pending = null };
        if (request.IsPreview)
            return ResultOf(next, result);
        var isChanged = result.Status == ChangeSeriesStatus.Changed;
        await _state.WriteAsync(new() { Series = isChanged ? next : series });
        return isChanged ? await ViewAsync(next) : ResultOf(series, result);
    }

    public async Task<SeriesResult> Delete(string? from, Precondition ifMatch, Caller? caller, bool isPreview)
    {
        if (await SettleAsync() is not { } series) return NoSuchSeries;
        if (!ifMatch.Allows(series.Version)) return new(SeriesResultStatus.PreconditionFailed);
        if (from is not null && !series.Expected().Any(one => one.Occurrence.RecurrenceId == from)) return new(SeriesResultStatus.NoSuchOccurrence);
        var now = clock.Now();
        var ended = (await ListAsync(series)).Where(allocation => from is null ? allocation.Interval.To > now : string.CompareOrdinal(allocation.Extras!.RecurrenceId, from) >= 0);
        var result = await ResourceOf(series).ChangeSeries(RequestOf(series, series.Parts[0], caller) with { Released = [.. ended.Select(allocation => allocation.Id)], IsPreview = isPreview });
        if (isPreview)
            return ResultOf(series, result);
        series = from is null ? series with { Status = SeriesStatus.Deleted } : series with { Parts = series.PartsBefore(from), Version = series.Version + 1 };
        await _state.WriteAsync(new() { Series = series });
        return new(SeriesResultStatus.Done) { Series = series };
    }

    public async Task<SeriesResult> Take(string recurrenceId, Caller? caller, bool isPreview)
    {
        if (await SettleAsync() is not { } series) return NoSuchSeries;
        var (occurrence, part) = series.Expected().FirstOrDefault(one => one.Occurrence.RecurrenceId == recurrenceId);
        if (occurrence is null) return new(SeriesResultStatus.NoSuchOccurrence);
        if ((await ListAsync(series)).FirstOrDefault(allocation => allocation.Extras!.RecurrenceId == recurrenceId) is { } taken)
            return new(SeriesResultStatus.Refused) { Series = series, Conflicts = [new(recurrenceId, Domain.Allocations.Judgements.Judgement.Overlap([taken], []))] };
        return ResultOf(series, await ResourceOf(series).ChangeSeries(RequestOf(series, part, caller) with { Added = [occurrence], IsPreview = isPreview }));
    }

    // What a crash interrupted: the resource has made all of it, or nothing.
    private async Task<AllocationSeries?> SettleAsync()
    {
        if ((await _state.ReadAsync()).Series is not { Status: not SeriesStatus.Deleted } series)
            return null;
        if (series is { Status: SeriesStatus.Active, Pending: null })
            return series;
        var allocations = await ListAsync(series);
        AllocationSeries? settled = series.Pending is { } pending
            ? allocations.Any(allocation => allocation.Version > pending.Since) ? series with { Parts = pending.Parts, Version = series.Version + 1, Pending = null } : series with { Pending = null }
            : allocations.IsEmpty ? null : series with { Status = SeriesStatus.Active };
        await _state.WriteAsync(new() { Series = settled });
        return settled;
    }

    private async Task<SeriesResult> ViewAsync(AllocationSeries series)
    {
        var allocations = await ListAsync(series);
        var taken = allocations.Select(allocation => allocation.Extras!.RecurrenceId).ToHashSet();
        return new(SeriesResultStatus.Done)
        {
            Series = series,
            Occurrences = allocations,
            Skipped = [.. series.Expected().Select(one => one.Occurrence.RecurrenceId).Where(id => !taken.Contains(id))],
        };
    }

    private Task<ImmutableArray<Allocation>> ListAsync(AllocationSeries series) => ResourceOf(series).ListSeries(series.ResourceType, series.Id);

    private IResourceGrain ResourceOf(AllocationSeries series) => GrainFactory.GetResource(series.ResourceId);

    private static ChangeSeriesRequest RequestOf(AllocationSeries series, SeriesPart part, Caller? caller) => new()
    {
        ResourceType = series.ResourceType,
        Series = series.Id,
        Details = part.Details,
        Units = part.Units,
        Hold = series.Hold,
        Customer = series.Customer,
        Overrides = series.Overrides,
        RequestedBy = caller,
    };

    private static SeriesResult ResultOf(AllocationSeries series, ChangeSeriesResult result) => new(result.Status switch
    {
        ChangeSeriesStatus.Changed => SeriesResultStatus.Done,
        ChangeSeriesStatus.NoSuchResource => SeriesResultStatus.NoSuchResource,
        ChangeSeriesStatus.Refused => SeriesResultStatus.Refused,
        _ => throw new System.Diagnostics.UnreachableException(),
    })
    { Series = series, Occurrences = result.Allocations, Conflicts = result.Conflicts };
}
