using Inventory.Domain.Series;
using DateTimeZone = NodaTime.DateTimeZone;

namespace Inventory.Grains.Series;

/// <summary>The occurrences of the parts of a series, whether they are allocated or not. Each rule is expanded once.</summary>
internal sealed class SeriesSchedule(DateTimeZone zone)
{
    // Parts that are cut before a start keep their rule: the same object.
    private readonly Dictionary<SeriesRule, (ImmutableArray<Occurrence> Occurrences, bool IsTooLong)> _expanded = new(ReferenceEqualityComparer.Instance);

    public DateTimeZone Zone => zone;

    /// <summary>Of all parts, in order.</summary>
    public IEnumerable<(Occurrence Occurrence, SeriesPart Part)> Expected(AllocationSeries series) =>
        series.Parts.SelectMany(part => Occurrences(part).Select(occurrence => (occurrence, part)));

    public IEnumerable<Occurrence> Occurrences(SeriesPart part)
    {
        var all = Expand(part.Rule).Occurrences;
        return part.Before is { } before ? all.TakeWhile(occurrence => string.CompareOrdinal(occurrence.RecurrenceId, before) < 0) : all;
    }

    public bool IsTooLong(SeriesPart part) => Expand(part.Rule).IsTooLong;

    /// <summary>How many starts the rule has before this one, with those of exdates.</summary>
    public int CountBefore(SeriesPart part, string recurrenceId) =>
        Expand(part.Rule.Exdates.IsEmpty ? part.Rule : part.Rule with { Exdates = [] }).Occurrences.Count(occurrence => string.CompareOrdinal(occurrence.RecurrenceId, recurrenceId) < 0);

    /// <summary>The parts, cut before this start.</summary>
    public ImmutableArray<SeriesPart> PartsBefore(AllocationSeries series, string recurrenceId) =>
    [
        .. series.Parts.Where(part => Occurrences(part).FirstOrDefault() is { } first && string.CompareOrdinal(first.RecurrenceId, recurrenceId) < 0)
            .Select(part => part.Before is { } before && string.CompareOrdinal(before, recurrenceId) <= 0 ? part : part with { Before = recurrenceId }),
    ];

    /// <summary>Forgets the rules of all other parts.</summary>
    public void Keep(ImmutableArray<SeriesPart> parts)
    {
        foreach (var rule in _expanded.Keys.Where(rule => !parts.Any(part => part.Rule == (object)rule)).ToList())
            _expanded.Remove(rule);
    }

    /// <summary>What is known of a rule already is not found again.</summary>
    public void Add(SeriesRule rule, ImmutableArray<Occurrence> occurrences) => _expanded[rule] = (occurrences, false);

    private (ImmutableArray<Occurrence> Occurrences, bool IsTooLong) Expand(SeriesRule rule)
    {
        if (_expanded.TryGetValue(rule, out var known))
            return known;
        var found = Recurrence.Expand(rule, zone);
        return _expanded[rule] = (SeriesTimes.Of(rule, found.Starts, zone), found.IsTooLong);
    }
}
