namespace Inventory.Domain.Policies;

/// <summary>The rules of a type, or of a resource, which override those of its type one by one. A rule that is <c>null</c> is not there.</summary>
public sealed record Policy
{
    /// <summary>Bytes of UTF-8 in the JSON of a resource's own policy.</summary>
    public const int JsonBytes = 64 * 1024;

    public static readonly Policy None = new();

    public OpeningHours? Hours { get; init; }

    /// <summary>Days on which it is closed, whatever its hours and their exceptions.</summary>
    public ImmutableArray<Holiday> Holidays { get; init; } = [];

    /// <summary>Where slots count from midnight; <c>null</c>: from 1970-01-01T00:00:00Z.</summary>
    public NodaTime.DateTimeZone? SlotZone { get; init; }

    public Turnaround? Turnaround { get; init; }

    /// <summary>A time begins at least so long after the request.</summary>
    public TimeSpan? Notice { get; init; }

    /// <summary>A time has ended at most so long after the request.</summary>
    public NodaTime.Period? Ahead { get; init; }

    public TimeSpan? Shortest { get; init; }

    public TimeSpan? Longest { get; init; }

    public Approval? Approval { get; init; }

    public CheckIn? CheckIn { get; init; }

    /// <summary>The names of the rules that a resource's own policy has, also of those that it takes away.</summary>
    public ImmutableHashSet<string> Named { get; init; } = [];

    public bool IsEmpty => JudgesNoTime && Approval is null && CheckIn is null;

    /// <summary>Nothing in it refuses a time.</summary>
    public bool JudgesNoTime => Hours is null && SlotZone is null && Turnaround is null && Notice is null && Ahead is null && Shortest is null && Longest is null;

    /// <summary>The rules of a resource of this type that has a policy of its own.</summary>
    public Policy OverriddenBy(Policy own) => new()
    {
        Hours = own.Named.Contains(PolicyNames.Hours) ? own.Hours : Hours,
        Holidays = own.Named.Contains(PolicyNames.Holidays) ? own.Holidays : Holidays,
        SlotZone = own.Named.Contains(PolicyNames.SlotZone) ? own.SlotZone : SlotZone,
        Turnaround = own.Named.Contains(PolicyNames.Turnaround) ? own.Turnaround : Turnaround,
        Notice = own.Named.Contains(PolicyNames.Notice) ? own.Notice : Notice,
        Ahead = own.Named.Contains(PolicyNames.Ahead) ? own.Ahead : Ahead,
        Shortest = own.Named.Contains(PolicyNames.Shortest) ? own.Shortest : Shortest,
        Longest = own.Named.Contains(PolicyNames.Longest) ? own.Longest : Longest,
        Approval = own.Named.Contains(PolicyNames.Approval) ? own.Approval : Approval,
        CheckIn = own.Named.Contains(PolicyNames.CheckIn) ? own.CheckIn : CheckIn,
    };
}

/// <summary>All of its days are closed.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Label">For people; <c>null</c> for none.</param>
public sealed record Holiday(NodaTime.LocalDate From, NodaTime.LocalDate To, string? Label);

/// <summary>The members of a policy, as they are written.</summary>
public static class PolicyNames
{
    public const string Hours = "hours";
    public const string Holidays = "holidays";
    public const string SlotZone = "slot_zone";
    public const string Turnaround = "turnaround";
    public const string Notice = "notice";
    public const string Ahead = "ahead";
    public const string Shortest = "shortest";
    public const string Longest = "longest";
    public const string Approval = "approval";
    public const string CheckIn = "check_in";
}
