using Inventory.Contracts;
using Inventory.Domain;

namespace Inventory.Gateway.Events;

/// <summary>What changes are about.</summary>
internal static class EventKinds
{
    public static Guid? SubjectOf(Change change) => change switch
    {
        Change.Released released => released.AllocationId,
        Change.Expired expired => expired.AllocationId,
        _ => AllocationOf(change)?.Id,
    };

    public static Allocation? AllocationOf(Change change) => change switch
    {
        Change.Allocated allocated => allocated.Allocation,
        Change.AllocationUpdated updated => updated.Allocation,
        Change.Confirmed confirmed => confirmed.Allocation,
        _ => null,
    };

    public static Resource? ResourceOf(Change change) => change switch
    {
        Change.ResourceCreated created => created.Resource,
        Change.ResourceUpdated updated => updated.Resource,
        _ => null,
    };
}
