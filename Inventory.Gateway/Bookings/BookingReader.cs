using System.Collections.Immutable;
using System.Text.Json;
using Inventory.Domain.Bookings;
using Inventory.Domain.Policies;
using Inventory.Domain.Series;
using Inventory.Gateway.Allocations;
using Inventory.Gateway.Quotas;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Series;
using IDateTimeZoneProvider = NodaTime.IDateTimeZoneProvider;

namespace Inventory.Gateway.Bookings;

internal sealed class BookingReader(ResourceTypes types, QuoteApi quotes, IDateTimeZoneProvider zones)
{
    private readonly List<ValidationError> _faults = [];
    private readonly List<SeriesRule> _series = [];

    /// <summary>The rules of the series that were read; <c>null</c> if there are none.</summary>
    public ImmutableArray<SeriesRule>? Series => _series.Count == 0 ? null : [.. _series];

    /// <summary>Checks the items, and that their prices cost little to find. What is not admitted is not priced.</summary>
    public (IReadOnlyList<BookingTime> Times, RuleOverrides Overrides, ProblemResult? Problem) Read(BookingRequest request, Caller? caller)
    {
        var overrides = Overrides.Read(request.Override, caller, _faults);
        if (request.HoldSeconds is < 1 or > BookingLimits.MaxHoldSeconds)
            _faults.Add(ValidationError.Member("hold_seconds", $"hold_seconds has to be from 1 to {BookingLimits.MaxHoldSeconds}."));
        if (request.Items is not { Count: >= 1 and <= BookingRequest.MaxItems } items)
            return ([], overrides, ProblemResult.Invalid([.. _faults, ValidationError.Member("items", $"items has to have 1 to {BookingRequest.MaxItems} items.")]));
        var times = items.SelectMany((item, i) => ReadTimes(item ?? new(), $"items/{i}")).ToList();
        if (times.Count > SeriesRule.MaxOccurrences)
            _faults.Add(ValidationError.Member("items", $"The items have at most {SeriesRule.MaxOccurrences} occurrences together."));
        if (_faults.Count > 0)
            return ([], overrides, ProblemResult.Invalid(_faults));
        return Check(times) is { } refusal ? ([], overrides, refusal) : (times, overrides, null);
    }

    /// <summary>Checks and prices the items that differ from those of the booking.</summary>
    public (ImmutableArray<BookingItemChange> Changes, ProblemResult? Problem) Read(BookingChangeRequest request, Booking booking)
    {
        var groups = booking.Items.Groups();
        if (request.Items is not { Count: >= 1 } items || items.Count > groups.Count)
            return ([], ProblemResult.Invalid(ValidationError.Member("items", $"items has to have 1 to {groups.Count} items, as the booking has.")));
        var wanted = new List<(int Index, BookingTime Time)>();
        foreach (var (i, change) in items.Index())
        {
            var (index, item) = (groups[i][0], booking.Items[groups[i][0]]);
            if (change is null)
                _faults.Add(ValidationError.Member($"items/{i}", "An item has to be an object: one without members stays as it is."));
            else if (!change.IsEmpty && (item.Series is not null || change.Series.ValueKind != JsonValueKind.Undefined))
                _faults.Add(ValidationError.Member($"items/{i}", "A series does not change, and no item becomes one: cancel the item, and book another one. Without members, it stays as it is."));
            else if (!change.IsEmpty && Read(Merge(change, item), $"items/{i}") is var (type, id, interval, attributes) && _faults.Count == 0 && !IsSame(item, type!, id, interval))
                wanted.Add((index, new(type!, id, interval, attributes, item.ResourceType == type!.Name ? item.Quote.TariffVersion : null) { Pointer = $"items/{i}" }));
        }
        if (_faults.Count > 0)
            return ([], ProblemResult.Invalid(_faults));
        var times = wanted.ConvertAll(item => item.Time);
        if (Check(times) is { } refusal)
            return ([], refusal);
        var (priced, unpriced) = Price(times);
        return unpriced is not null ? ([], unpriced) : ([.. wanted.Zip(priced, (item, price) => new BookingItemChange
        {
            Index = item.Index,
            ResourceType = price.ResourceType,
            ResourceId = price.ResourceId,
            Attributes = price.Attributes,
            Interval = price.Interval,
            Quote = price.Quote,
        })], null);
    }

    private BookingItemRequest Merge(BookingItemChangeRequest change, BookingItem item) => new()
    {
        Type = change.Type,
        Resource = change.Resource ?? (change.Type is null ? $"{types.All.FirstOrDefault(type => type.Name == item.ResourceType)?.Path}/{item.ResourceId}" : null),
        Attributes = change.Attributes,
        FromDatetime = change.FromDatetime ?? item.Interval.From.ToString(),
        ToDatetime = change.ToDatetime ?? item.Interval.To.ToString(),
    };

    private static bool IsSame(BookingItem item, ResourceType type, Guid? id, Interval interval) => item.ResourceType == type.Name && item.ResourceId == id && item.Interval == interval;

    public (ImmutableArray<BookingItem> Items, ProblemResult? Problem) Price(IReadOnlyList<BookingTime> times)
    {
        var items = ImmutableArray.CreateBuilder<BookingItem>(times.Count);
        foreach (var time in times)
        {
            var (quote, refusal) = quotes.Price(time.Type, time.Interval, time.TooLong, time.TariffVersion);
            if (quote is null)
                return ([], refusal);
            items.Add(new BookingItem
            {
                ResourceType = time.Type.Name,
                ResourceId = time.Id,
                Interval = time.Interval,
                Quote = quote,
                Attributes = time.Attributes.IsEmpty ? null : time.Attributes,
                Series = time.Series,
                RecurrenceId = time.RecurrenceId,
            });
        }
        return (items.MoveToImmutable(), null);
    }

    private ProblemResult? Check(List<BookingTime> times)
    {
        var total = 0L;
        foreach (var time in times)
        {
            var (steps, refusal) = quotes.Measure(time.Type, time.Interval, time.TooLong, time.TariffVersion);
            if (refusal is not null)
                return OffSlot(time.Type, time.Interval) ?? refusal;
            total += steps;
        }
        return total <= BookingRequest.MaxSteps ? null : ProblemResult.Invalid(ValidationError.Member("items",
            $"The items are too long to have a price: together they may have {BookingRequest.MaxSteps} steps of their tariffs."));
    }

    // Where the time itself is wrong, that is said before what it would cost. Otherwise the resource judges it.
    private static ProblemResult? OffSlot(ResourceType type, Interval time) => type.Grid is not { } grid || (grid.IsAligned(time.From) && grid.IsAligned(time.To)) ? null
        : new(ProblemTypes.OffSlot, $"{type.Name} is booked in whole slots of {type.Slot}.") { Alternatives = [IntervalResponse.Of(grid.Enclose(time.From, time.To))] };

    private IEnumerable<BookingTime> ReadTimes(BookingItemRequest item, string pointer)
    {
        if (item.Series is { } series)
            return ReadSeries(item, series, pointer);
        var (type, id, interval, attributes) = Read(item, pointer);
        return type is null ? [] : [new(type, id, interval, attributes) { Pointer = pointer }];
    }

    private IEnumerable<BookingTime> ReadSeries(BookingItemRequest item, BookedSeriesRequest series, string pointer)
    {
        if (item.Type is not null)
            _faults.Add(ValidationError.Member($"{pointer}/type", "A series is booked on one resource: name it in place of a type."));
        if (item.FromDatetime is not null || item.ToDatetime is not null)
            _faults.Add(ValidationError.Member($"{pointer}/series", "An item has either one time or a series."));
        var (type, id) = Place(item, pointer);
        Filters(item, type, pointer);
        var faults = new List<ValidationError>();
        var read = SeriesFaults.Rule(faults, zones, series.TimeZone, series.FromLocal, series.Duration, series.Rrule, series.Exdates);
        _faults.AddRange(faults.Select(fault => fault with { Pointer = $"#/{pointer}/series{fault.Pointer[1..]}" }));
        if (type is null || read is not var (rule, occurrences))
            return [];
        _series.Add(rule);
        var number = _series.Count - 1;
        return occurrences.Select(one => new BookingTime(type, id, one.Interval, []) { Series = number, RecurrenceId = one.RecurrenceId, Pointer = pointer });
    }

    private (ResourceType? Type, Guid? Id, Interval Interval, ImmutableArray<AttributeFilter> Attributes) Read(BookingItemRequest item, string pointer)
    {
        var from = IntervalBounds.ReadMoment(_faults, $"{pointer}/", "from_datetime", item.FromDatetime);
        var to = IntervalBounds.ReadMoment(_faults, $"{pointer}/", "to_datetime", item.ToDatetime);
        if (from >= to)
            _faults.Add(ValidationError.Member($"{pointer}/to_datetime", "to_datetime has to be after from_datetime."));
        var (type, id) = Place(item, pointer);
        return (type, id, from < to ? new Interval(from!.Value, to!.Value) : Interval.Always, Filters(item, type, pointer));
    }

    private (ResourceType? Type, Guid? Id) Place(BookingItemRequest item, string pointer)
    {
        if ((item.Resource is null) == (item.Type is null))
        {
            _faults.Add(ValidationError.Member(pointer, "An item has to name either a resource or a type."));
            return default;
        }
        var path = item.Type ?? item.Resource!.Split('/')[0];
        var id = Uuid.TryParse(item.Resource?.Split('/', 2) is [_, var text] ? text : null, out var guid) ? guid : (Guid?)null;
        var type = types.Allocatable.FirstOrDefault(t => t.Path == path);
        if (item.Type is not null && type is null)
            _faults.Add(ValidationError.Member($"{pointer}/type", $"type has to be one of {string.Join(", ", types.Allocatable.Select(t => t.Path))}."));
        if (item.Resource is not null && (type is null || id is null))
            _faults.Add(ValidationError.Member($"{pointer}/resource", "resource has to be the path of a resource, such as cars/01960000-0000-7000-8000-0000000000aa."));
        return (type, id);
    }

    private ImmutableArray<AttributeFilter> Filters(BookingItemRequest item, ResourceType? type, string pointer)
    {
        if (item.Resource is not null && item.Attributes.ValueKind == JsonValueKind.Object)
            _faults.Add(ValidationError.Member($"{pointer}/attributes", "attributes select among the resources of a type: name a type, or leave them out."));
        return type is null ? [] : AttributeQuery.Read(type.Attributes, item.Attributes, $"{pointer}/attributes", _faults);
    }
}

/// <summary>A time that is asked for, on a resource or on any of a type; <paramref name="TariffVersion"/> is <c>null</c> for today's tariff.</summary>
internal sealed record BookingTime(ResourceType Type, Guid? Id, Interval Interval, ImmutableArray<AttributeFilter> Attributes, string? TariffVersion = null)
{
    /// <summary>Where it stands in the request.</summary>
    public string Pointer { get; init; } = "items/0";

    /// <summary>It is an occurrence of this series of the request.</summary>
    public int? Series { get; init; }

    public string? RecurrenceId { get; init; }

    public ValidationError TooLong(string text) => ValidationError.Member($"{Pointer}/{(Series is null ? "to_datetime" : "series")}", text);
}
