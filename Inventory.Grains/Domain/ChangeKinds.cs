using System.Diagnostics;

namespace Inventory.Domain;

/// <summary>The kinds of changes by name: in the store's rows, in histories, in the feed. Rows are never changed, so neither are the names.</summary>
public static class ChangeKinds
{
    public const string ResourceCreated = "resource-created";
    public const string ResourceUpdated = "resource-updated";
    public const string ResourceDeleted = "resource-deleted";
    public const string Allocated = "allocated";
    public const string AllocationUpdated = "allocation-updated";
    public const string Confirmed = "confirmed";
    public const string Released = "released";
    public const string Expired = "expired";

    public static string Of(Change change) => change switch
    {
        Change.ResourceCreated => ResourceCreated,
        Change.ResourceUpdated => ResourceUpdated,
        Change.ResourceDeleted => ResourceDeleted,
        Change.Allocated => Allocated,
        Change.AllocationUpdated => AllocationUpdated,
        Change.Confirmed => Confirmed,
        Change.Released => Released,
        Change.Expired => Expired,
        _ => throw new UnreachableException(),
    };
}
