using System.Diagnostics;
using Inventory.Contracts;

namespace Inventory.Domain;

/// <summary>All that a resource decides on.</summary>
/// <param name="Resource"><c>null</c> before it is made and after it is deleted.</param>
/// <param name="Calendar">Empty where there is no resource.</param>
/// <param name="Version">How many changes made it: 0 before the first.</param>
public sealed record ResourceState(Resource? Resource, Calendar Calendar, long Version)
{
    public static readonly ResourceState None = new(null, Calendar.Empty, 0);

    /// <summary>What the change makes of it: the next version.</summary>
    public ResourceState Apply(Change change) => change switch
    {
        Change.ResourceCreated created => new(created.Resource, Calendar.Empty, Version + 1),
        Change.ResourceUpdated updated => new(updated.Resource, Calendar, Version + 1),
        Change.ResourceDeleted => new(null, Calendar.Empty, Version + 1),
        Change.Allocated allocated => new(Resource, Calendar.Add(allocated.Allocation), Version + 1),
        Change.Released released => new(Resource, Calendar.Remove(released.AllocationId), Version + 1),
        _ => throw new UnreachableException(),
    };
}
