namespace Inventory.Store;

/// <summary>A record as it was last committed.</summary>
/// <param name="Version">1, 2, 3, … It goes on when the record is cleared, so that what was decided before that stays refused.</param>
/// <param name="Json">UTF-8; <c>null</c> when the record is cleared.</param>
public sealed record StoredState(long Version, byte[]? Json);
