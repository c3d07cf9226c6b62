namespace Inventory.Gateway.Feeds;

/// <summary>Calendar programs know no infinite times: they are cut to a year before today and two years after it. A feed without changes is the same all day.</summary>
internal sealed class FeedHorizon
{
    private const int YearsBefore = 1;
    private const int YearsAfter = 2;

    public FeedHorizon(Instant now)
    {
        var today = now.ToDateTime().Date;
        Today = Instant.From(today);
        Window = new(Instant.From(today.AddYears(-YearsBefore)), Instant.From(today.AddYears(YearsAfter)));
    }

    public Instant Today { get; }

    public Interval Window { get; }

    /// <summary>A finite bound stays, also beyond the window; there, a day is left of what is infinite.</summary>
    public Interval Clip(Interval interval)
    {
        var day = (long)TimeSpan.FromDays(1).TotalMicroseconds;
        var from = interval.From.IsFinite ? interval.From : Earlier(Window.From, interval.To.Plus(-day));
        var to = interval.To.IsFinite ? interval.To : Later(Window.To, interval.From.Plus(day));
        // An end of the calendar itself may be a day away.
        return new(from.IsFinite ? from : Instant.FirstFinite, to.IsFinite ? to : Instant.LastFinite);
    }

    private static Instant Earlier(Instant one, Instant other) => one < other ? one : other;

    private static Instant Later(Instant one, Instant other) => one > other ? one : other;
}
