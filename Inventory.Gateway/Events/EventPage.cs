namespace Inventory.Gateway.Events;

/// <summary>A run of events.</summary>
/// <param name="Begin">It has all that follows this number …</param>
/// <param name="Until">… up to and with this one.</param>
/// <param name="Events">In order.</param>
public sealed record EventPage(long Begin, long Until, IReadOnlyList<FeedEvent> Events)
{
    /// <summary>It has what comes next after this number.</summary>
    public bool Covers(long after) => Begin <= after && after < Until;

    /// <summary>In UTF-8, as Server-Sent Events.</summary>
    public int Bytes => Events.Sum(e => e.Frame.Length);

    /// <summary>The part that follows.</summary>
    public EventPage After(long after) => after == Begin ? this : this with { Begin = after, Events = [.. Events.SkipWhile(e => e.Seq <= after)] };
}
