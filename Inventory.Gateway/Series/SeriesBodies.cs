using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Inventory.Domain.Allocations;
using Inventory.Domain.Series;
using Inventory.Gateway.Allocations;
using Inventory.Gateway.Resources;
using Inventory.Grains.Series;
using IDateTimeZoneProvider = NodaTime.IDateTimeZoneProvider;

namespace Inventory.Gateway.Series;

/// <summary>A recurring time on one resource. A local time that the clocks skip is shifted forward, of one that comes twice the earlier counts.</summary>
[Example(
    """
    {"time_zone": "Europe/Copenhagen", "from_local": "2026-12-01T09:00", "duration": "PT2H", "rrule": "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=20",
    "allocation_type": "training"}
    """)]
public sealed record SeriesRequest : IJsonOnDeserialized
{
    /// <summary>IANA, such as <c>Europe/Copenhagen</c>.</summary>
    [Required]
    public string? TimeZone { get; set; }

    /// <summary>The local time from which on the rule counts, such as <c>2026-12-01T09:00</c>.</summary>
    [Required]
    public string? FromLocal { get; set; }

    /// <summary>Of each occurrence, ISO 8601: days are nominal, hours exact.</summary>
    [Required]
    public string? Duration { get; set; }

    /// <summary>RFC 5545: FREQ from DAILY to YEARLY, INTERVAL, BYDAY, BYMONTH, BYMONTHDAY, BYSETPOS, WKST, and COUNT or UNTIL; at most 1,000 occurrences in 5 years.</summary>
    [Required]
    public string? Rrule { get; set; }

    /// <summary>Local starts of the rule that do not take place.</summary>
    public IReadOnlyList<string?>? Exdates { get; set; }

    /// <summary><c>refuse</c> (the default): all occurrences or none; <c>skip</c>: without those that cannot be had.</summary>
    public string? OnConflict { get; set; }

    /// <summary>The purpose, 1 to 20 characters.</summary>
    [Required, Length(1, AllocationRequest.MaxTypeLength)]
    public string? AllocationType { get; set; }

    [MaxLength(AllocationRequest.MaxDescriptionLength)]
    public string? Description { get; set; }

    [MaxLength(AllocationRequest.MaxReferenceLength)]
    public string? Reference { get; set; }

    /// <summary>Any JSON object of the client, up to 16 KiB, of each occurrence.</summary>
    public JsonElement Dump { get; set; }

    /// <summary>The id of the customer whose allocations they are.</summary>
    [MaxLength(36)]
    public string? Customer { get; set; }

    /// <summary>The rules that do not matter this time, of <c>hours</c>, <c>turnaround</c> and <c>quota</c>.</summary>
    public IReadOnlyList<string?>? Override { get; set; }

    /// <summary>Of a pool, how many units each occurrence takes; 1 unless given.</summary>
    [Range(1, Resources.Units.Most)]
    public long? Units { get; set; }

    public (AllocationSeries? Series, ImmutableArray<Occurrence> Occurrences, ProblemResult? Problem) Read(ResourceType type, IDateTimeZoneProvider zones, Guid resource, Guid id, IdempotencyKey? key, Caller? caller)
    {
        var faults = new List<ValidationError>();
        var (rule, occurrences) = SeriesFaults.Rule(faults, zones, TimeZone, FromLocal, Duration, Rrule, Exdates) ?? default;
        TextValidation.Check(faults, "allocation_type", AllocationType, 1, AllocationRequest.MaxTypeLength);
        TextValidation.Check(faults, "description", Description, 0, AllocationRequest.MaxDescriptionLength);
        TextValidation.Check(faults, "reference", Reference, 0, AllocationRequest.MaxReferenceLength);
        RawJson.Check(faults, "dump", Dump);
        Resources.Units.Check(faults, type, Units);
        var skips = SeriesFaults.Skips(faults, OnConflict);
        var overrides = Overrides.Read(Override, caller, faults);
        if (faults.Count > 0)
            return (null, [], ProblemResult.Invalid(faults));
        var details = new AllocationDetails { Type = AllocationType!, Description = Description, Reference = Reference, Dump = RawJson.ToStored(Dump) };
        return (new()
        {
            Id = id,
            ResourceType = type.Name,
            ResourceId = resource,
            Status = SeriesStatus.Creating,
            Parts = [new(rule, details, (int)(Units ?? 0))],
            Overrides = overrides,
            Created = default,
            Version = 1,
            Fingerprint = key?.Fingerprint ?? 0,
            SkipsConflicts = skips,
        }, occurrences, null);
    }

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("dump", Dump);
}

/// <summary>A change of a series, of the whole or from an occurrence on: named members change.</summary>
[Example("""{"from_local": "2026-12-15T10:00", "duration": "PT1H"}""")]
public sealed record SeriesPatch : IJsonOnDeserialized
{
    private bool _namesDescription;
    private bool _namesReference;

    /// <summary>The local start of the first occurrence that changes.</summary>
    public string? FromLocal { get; set; }

    public string? Duration { get; set; }

    /// <summary>Of what comes from there on.</summary>
    public string? Rrule { get; set; }

    public IReadOnlyList<string?>? Exdates { get; set; }

    public string? OnConflict { get; set; }

    [Length(1, AllocationRequest.MaxTypeLength)]
    public string? AllocationType { get; set; }

    [MaxLength(AllocationRequest.MaxDescriptionLength)]
    public string? Description
    {
        get;
        set => (field, _namesDescription) = (value, true);
    }

    [MaxLength(AllocationRequest.MaxReferenceLength)]
    public string? Reference
    {
        get;
        set => (field, _namesReference) = (value, true);
    }

    /// <summary>Merged into the dump; <c>null</c> empties it.</summary>
    public JsonElement Dump { get; set; }

    public IReadOnlyList<string?>? Override { get; set; }

    [Range(1, Resources.Units.Most)]
    public long? Units { get; set; }

    public (UpdateSeriesRequest? Request, ProblemResult? Problem) Read(string? from, Precondition ifMatch, Caller? caller)
    {
        var faults = new List<ValidationError>();
        SeriesFaults.Patch(faults, FromLocal, Duration, Rrule, Exdates);
        if (AllocationType is not null)
            TextValidation.Check(faults, "allocation_type", AllocationType, 1, AllocationRequest.MaxTypeLength);
        TextValidation.Check(faults, "description", Description, 0, AllocationRequest.MaxDescriptionLength);
        TextValidation.Check(faults, "reference", Reference, 0, AllocationRequest.MaxReferenceLength);
        RawJson.Check(faults, "dump", Dump);
        if (Units is < 1 or > Resources.Units.Most)
            faults.Add(ValidationError.Member("units", "units has to be a whole number from 1 to 1000000."));
        var skips = SeriesFaults.Skips(faults, OnConflict);
        var overrides = Overrides.Read(Override, caller, faults);
        if (faults.Count > 0)
            return (null, ProblemResult.Invalid(faults));
        return (new()
        {
            From = from,
            FromLocal = FromLocal is null ? null : SeriesRule.TextOf(SeriesRule.ParseLocal(FromLocal)!.Value),
            Duration = Duration,
            RRule = Rrule,
            Exdates = Exdates is null ? null : [.. Exdates.Select(date => SeriesRule.TextOf(SeriesRule.ParseLocal(date)!.Value))],
            Details = new()
            {
                Type = AllocationType,
                Description = _namesDescription ? new NewText(Description) : null,
                Reference = _namesReference ? new NewText(Reference) : null,
                Dump = RawJson.ToPatch(Dump),
            },
            Units = (int?)Units,
            SkipsConflicts = skips,
            Overrides = overrides,
            IfMatch = ifMatch,
            RequestedBy = caller,
        }, null);
    }

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("dump", Dump);
}

internal static class SeriesFaults
{
    /// <returns>The rule and its occurrences; <c>null</c> if there is a fault.</returns>
    public static (SeriesRule Rule, ImmutableArray<Occurrence> Occurrences)? Rule(List<ValidationError> faults, IDateTimeZoneProvider zones, string? zone, string? fromLocal, string? duration, string? rrule, IReadOnlyList<string?>? exdates)
    {
        var before = faults.Count;
        var found = zone is null ? null : zones.GetZoneOrNull(zone);
        if (found is null)
            faults.Add(ValidationError.Member("time_zone", zone is null ? "time_zone is missing." : "time_zone has to be an IANA time zone such as Europe/Copenhagen."));
        Missing(faults, ("from_local", fromLocal), ("duration", duration), ("rrule", rrule));
        Patch(faults, fromLocal, duration, rrule, exdates);
        if (faults.Count > before)
            return null;
        var rule = new SeriesRule
        {
            TimeZone = zone!,
            FromLocal = SeriesRule.TextOf(SeriesRule.ParseLocal(fromLocal)!.Value),
            Duration = duration!,
            RRule = rrule!,
            Exdates = [.. (exdates ?? []).Select(date => SeriesRule.TextOf(SeriesRule.ParseLocal(date)!.Value))],
        };
        var all = Recurrence.Expand(rule, found!);
        if (all.Starts.Count == 0)
            faults.Add(ValidationError.Member("rrule", "The rule has no occurrence."));
        else if (all.IsTooLong)
            faults.Add(ValidationError.Member("rrule", TooLong));
        return faults.Count > before ? null : (rule, SeriesTimes.Of(rule, all.Starts, found!));
    }

    public const string TooLong = "A series has at most 1,000 occurrences in 5 years.";

    public static void Patch(List<ValidationError> faults, string? fromLocal, string? duration, string? rrule, IReadOnlyList<string?>? exdates)
    {
        if (fromLocal is not null && SeriesRule.ParseLocal(fromLocal) is null)
            faults.Add(ValidationError.Member("from_local", "from_local has to be a local time such as 2026-12-01T09:00, without an offset."));
        if (duration is not null && SeriesRule.ParseDuration(duration) is null)
            faults.Add(ValidationError.Member("duration", "duration has to be an ISO 8601 duration above zero without years and months, such as PT2H or P1D."));
        if (rrule is not null && Recurrence.FaultOf(rrule) is { } fault)
            faults.Add(ValidationError.Member("rrule", $"rrule {fault}."));
        foreach (var (n, date) in (exdates ?? []).Index())
            if (SeriesRule.ParseLocal(date) is null)
                faults.Add(ValidationError.Member($"exdates/{n}", "This has to be a local time such as 2026-12-08T09:00."));
    }

    public static bool Skips(List<ValidationError> faults, string? onConflict)
    {
        if (onConflict is not (null or "refuse" or "skip"))
            faults.Add(ValidationError.Member("on_conflict", "on_conflict has to be refuse or skip."));
        return onConflict == "skip";
    }

    private static void Missing(List<ValidationError> faults, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        foreach (var (name, value) in members)
            if (value is null)
                faults.Add(ValidationError.Member(name, $"{name} is missing."));
    }
}
