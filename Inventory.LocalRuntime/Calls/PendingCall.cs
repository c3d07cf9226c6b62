namespace Inventory.LocalRuntime;

/// <summary>A call that pends, and since when by the time provider's timestamp.</summary>
internal readonly record struct PendingCall(GrainCall Call, long Since);
