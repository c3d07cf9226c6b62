namespace Inventory.Store.Postgres;

/// <summary>How far the feed goes at a moment.</summary>
/// <param name="Seq">The last event that is told; 0 before the first.</param>
/// <param name="FirstUnderWay">All transactions with lower numbers have ended: what they committed is told.</param>
/// <param name="FirstToCome">No transaction with this or a higher number had ended by then.</param>
internal readonly record struct FeedEnd(long Seq, long FirstUnderWay, long FirstToCome);
