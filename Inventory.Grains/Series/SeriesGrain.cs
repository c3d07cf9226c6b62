using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Bookings;
using Inventory.Domain.Series;
using Inventory.Grains.Resources;
using Inventory.Grains.States;
using DateTimeZone = NodaTime.DateTimeZone;
using IDateTimeZoneProvider = NodaTime.IDateTimeZoneProvider;

namespace Inventory.Grains.Series;

[GrainType("series")]
public sealed class SeriesGrain([PersistentState("series")] IPersistentState<SeriesState> stored, IDateTimeZoneProvider zones, TimeProvider clock) : Grain, ISeriesGrain
{
    private static readonly SeriesResult NoSuchSeries = new(SeriesResultStatus.NoSuchSeries);

    private readonly GroupCommitState<SeriesState> _state = new(stored);

    private SeriesSchedule? _schedule;

    public async Task<SeriesResult> Create(CreateSeriesRequest request)
    {
        if (await SettleAsync() is { } known)
            return known.Fingerprint == request.Series.Fingerprint ? await ViewAsync(known) : new(SeriesResultStatus.KeyReused);
        var schedule = ScheduleOf(request.Series);
        if (request.Found is { } found && found.TimeZoneData == zones.VersionId)
            schedule.Add(request.Series.Parts[0].Rule, found.Occurrences);
        var series = request.Series.PlannedWith(schedule.Zone, zones.VersionId) with { Created = clock.Now(), Version = 1, Status = SeriesStatus.Creating };
        var listing = request.IsPreview ? Task.FromResult(series) : ListAndWriteAsync(series);
        // The rule is expanded while that becomes durable.
        var change = RequestOf(series, series.Parts[0], request.RequestedBy) with { Added = [.. schedule.Occurrences(series.Parts[0]).Select(one => one with { Id = Guid.CreateVersion7(clock.GetUtcNow()) })], SkipsConflicts = series.SkipsConflicts, IsPreview = request.IsPreview };
        series = await listing;
        var (result, limit) = await ChangesOf(series).MakeAsync([change], request.Limits);
        var isMade = result?.Status == ChangeSeriesStatus.Changed;
        series = isMade ? series with { Status = SeriesStatus.Active } : series;
        if (!isMade)
        {
            if (!request.IsPreview)
                await _state.WriteAsync(new());
            return ResultOf(series, result, limit);
        }
        // Nobody waits for it: the resource has all, and a series that is not active yet is completed when it is next read.
        if (!request.IsPreview)
            _state.WriteAsync(new() { Series = series }).Ignore();
        return ResultOf(series, result, limit) with { Skipped = [.. result!.Conflicts.Select(conflict => conflict.RecurrenceId)] };
    }

    public async Task<string?> Resume() => (await SettleAsync())?.TimeZoneData;

    public async Task<SeriesResult> Read(Caller? caller) => await FindAsync(caller) is { } series ? await ViewAsync(series) : NoSuchSeries;

    public Task<AllocationSeries?> Describe(Caller? caller) => FindAsync(caller);

    public async Task<SeriesResult> Update(UpdateSeriesRequest request)
    {
        if (await FindAsync(request.RequestedBy) is not { } series) return NoSuchSeries;
        if (!request.IfMatch.Allows(series.Version)) return new(SeriesResultStatus.PreconditionFailed);
        var allocations = await ListAsync(series);
        var plan = SeriesPlan.Of(series, ScheduleOf(series), allocations, request, clock.Now());
        if (plan is null) return new(SeriesResultStatus.NoSuchOccurrence);
        if (plan.IsTooLong) return new(SeriesResultStatus.RuleTooLong);

        if (!request.IsPreview)
        {
            series = series.PlannedWith(ZoneOf(series), zones.VersionId, plan.Parts);
            await _state.WriteAsync(new() { Series = series with { Pending = new(plan.Parts, allocations.Select(a => a.Version).Append(0).Max()) } });
        }
        // Each part has details of its own: a change of texts alone goes part by part, and nothing can refuse it.
        var (result, limit) = await ChangesOf(series).MakeAsync([.. plan.Changes(RequestOf(series, series.Parts[0], request.RequestedBy))], request.Limits);
        var next = series with { Parts = plan.Parts, Version = series.Version + 1, Pending = null };
        if (request.IsPreview)
            return ResultOf(next, result, limit);
        var isChanged = result?.Status == ChangeSeriesStatus.Changed;
        await _state.WriteAsync(new() { Series = isChanged ? next : series });
        return isChanged ? await ViewAsync(next) : ResultOf(series, result, limit);
    }

    public async Task<SeriesResult> Delete(string? from, Precondition ifMatch, Caller? caller, bool isPreview)
    {
        if (await FindAsync(caller) is not { } series) return NoSuchSeries;
        if (!ifMatch.Allows(series.Version)) return new(SeriesResultStatus.PreconditionFailed);
        if (from is not null && !ScheduleOf(series).Expected(series).Any(one => one.Occurrence.RecurrenceId == from)) return new(SeriesResultStatus.NoSuchOccurrence);
        var now = clock.Now();
        var ended = (await ListAsync(series)).Where(allocation => from is null ? allocation.Interval.To > now : string.CompareOrdinal(allocation.Extras!.RecurrenceId, from) >= 0);
        var (result, limit) = await ChangesOf(series).MakeAsync([RequestOf(series, series.Parts[0], caller) with { Released = [.. ended.Select(allocation => allocation.Id)], IsPreview = isPreview }], limits: null);
        if (isPreview)
            return ResultOf(series, result, limit);
        series = from is null ? series with { Status = SeriesStatus.Deleted } : series with { Parts = ScheduleOf(series).PartsBefore(series, from), Version = series.Version + 1 };
        await _state.WriteAsync(new() { Series = series });
        return new(SeriesResultStatus.Done) { Series = series };
    }

    public async Task<SeriesResult> Take(string recurrenceId, Caller? caller, bool isPreview, SeriesLimits? limits)
    {
        if (await FindAsync(caller) is not { } series) return NoSuchSeries;
        var (occurrence, part) = ScheduleOf(series).Expected(series).FirstOrDefault(one => one.Occurrence.RecurrenceId == recurrenceId);
        if (occurrence is null) return new(SeriesResultStatus.NoSuchOccurrence);
        if ((await ListAsync(series)).FirstOrDefault(allocation => allocation.Extras!.RecurrenceId == recurrenceId) is { } taken)
            return new(SeriesResultStatus.Refused) { Series = series, Conflicts = [new(recurrenceId, Judgement.Overlap([taken], []))] };
        var (result, limit) = await ChangesOf(series).MakeAsync([RequestOf(series, part, caller) with { Added = [occurrence], IsPreview = isPreview }], limits);
        return ResultOf(series, result, limit);
    }

    // To a customer there is no series of others.
    private async Task<AllocationSeries?> FindAsync(Caller? caller) => await SettleAsync() is { } series && caller?.MaySee(series.Customer) != false ? series : null;

    // What a crash interrupted: the resource has made all of it, or nothing.
    private async Task<AllocationSeries?> SettleAsync()
    {
        if ((await _state.ReadAsync()).Series is not { Status: not SeriesStatus.Deleted } series)
            return null;
        var settled = series is { Status: SeriesStatus.Active, Pending: null } ? series : await CompleteAsync(series);
        return settled is not null && ZoneChange.IsNewer(zones.VersionId, settled.TimeZoneData) ? await FollowZoneDataAsync(settled) : settled;
    }

    private async Task<AllocationSeries?> CompleteAsync(AllocationSeries series)
    {
        var allocations = await ListAsync(series);
        AllocationSeries? settled = series.Pending is { } pending
            ? allocations.Any(allocation => allocation.Version > pending.Since) ? series with { Parts = pending.Parts, Version = series.Version + 1, Pending = null } : series with { Pending = null }
            : allocations.IsEmpty ? null : series with { Status = SeriesStatus.Active };
        await _state.WriteAsync(new() { Series = settled });
        return settled;
    }

    // After a crash it begins again: what was moved is where it is wanted, and what stayed is tried once more.
    private async Task<AllocationSeries> FollowZoneDataAsync(AllocationSeries series)
    {
        _schedule = null;
        var (zone, now) = (ZoneOf(series), clock.Now());
        var moves = series.MovesTo(zone, await ListAsync(series), now);
        // What would have begun already stays.
        var change = MoveOf(series) with { Moved = [.. moves.Where(move => move.To.Interval.From > now)], RequestedBy = new(ZoneChange.ActorOf(zones.VersionId)) };
        var (result, _) = change.Moved.IsEmpty ? default : await ChangesOf(series).MakeAsync([change], limits: null);
        var moved = (result?.Allocations ?? []).Select(allocation => allocation.Id).ToHashSet();
        var next = series.PlannedWith(zone, zones.VersionId) with
        {
            Version = series.Version + 1,
            Unmoved = [.. moves.Where(move => !moved.Contains(move.Allocation)).Select(move => new UnmovedOccurrence(move.To.RecurrenceId, move.From!.Value))],
        };
        await _state.WriteAsync(new() { Series = next });
        return next;
    }

    private async Task<ImmutableArray<AttentionNeed>> FindNeedsAsync(AllocationSeries series, ImmutableArray<Allocation> allocations)
    {
        var needs = series.NeedingAttention(ZoneOf(series), allocations, clock.Now());
        if (needs.IsEmpty)
            return [];
        var preview = await ResourceOf(series).ChangeSeries(MoveOf(series) with { Moved = needs, IsPreview = true });
        return [.. needs.Select(need => new AttentionNeed(need.Allocation, need.To, preview.Conflicts.FirstOrDefault(conflict => conflict.RecurrenceId == need.To.RecurrenceId)?.Judgement ?? Judgement.Allowed))];
    }

    private async Task<AllocationSeries> ListAndWriteAsync(AllocationSeries series)
    {
        // Before it is made, so that there is none that is not in the list.
        series = series with { Ordinal = await GrainFactory.GetSeriesIndex().Add(new(series.Id, series.ResourceId, series.Customer)) };
        await _state.WriteAsync(new() { Series = series });
        return series;
    }

    private async Task<SeriesResult> ViewAsync(AllocationSeries series)
    {
        var allocations = await ListAsync(series);
        var taken = allocations.Select(allocation => allocation.Extras!.RecurrenceId).ToHashSet();
        return new(SeriesResultStatus.Done)
        {
            Series = series,
            Occurrences = allocations,
            Skipped = [.. ScheduleOf(series).Expected(series).Select(one => one.Occurrence.RecurrenceId).Where(id => !taken.Contains(id))],
            NeedsAttention = await FindNeedsAsync(series, allocations),
        };
    }

    private Task<ImmutableArray<Allocation>> ListAsync(AllocationSeries series) => ResourceOf(series).ListSeries(series.ResourceType, series.Id);

    private SeriesChanges ChangesOf(AllocationSeries series) => new(GrainFactory, series);

    private IResourceGrain ResourceOf(AllocationSeries series) => GrainFactory.GetResource(series.ResourceId);

    private DateTimeZone ZoneOf(AllocationSeries series) => zones.GetZoneOrNull(series.Parts[0].Rule.TimeZone) ?? series.Zone?.ToZone() ?? DateTimeZone.Utc;

    private SeriesSchedule ScheduleOf(AllocationSeries series)
    {
        _schedule ??= new(ZoneOf(series));
        _schedule.Keep(series.Parts);
        return _schedule;
    }

    private static ChangeSeriesRequest MoveOf(AllocationSeries series) => RequestOf(series, series.Parts[0], caller: null) with { SkipsConflicts = true, KeepsDetails = true };

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

    private static SeriesResult ResultOf(AllocationSeries series, ChangeSeriesResult? result, ReserveQuotaResult? limit) => new(result?.Status switch
    {
        ChangeSeriesStatus.Changed => SeriesResultStatus.Done,
        ChangeSeriesStatus.NoSuchResource => SeriesResultStatus.NoSuchResource,
        ChangeSeriesStatus.Refused => SeriesResultStatus.Refused,
        null => SeriesResultStatus.OverLimit,
        _ => throw new System.Diagnostics.UnreachableException(),
    })
    { Series = series, Occurrences = result?.Allocations ?? [], Conflicts = result?.Conflicts ?? [], Limit = limit };
}
