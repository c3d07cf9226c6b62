using System.Text.Json.Serialization;
using Inventory.Contracts;
using Inventory.Gateway.Authentication;
using Inventory.Gateway.Types;

namespace Inventory.Gateway.Allocations;

/// <summary>What is in the way: the allocation, or for a customer its time alone.</summary>
[JsonDerivedType(typeof(AllocationResponse))]
[JsonDerivedType(typeof(TakenTimeResponse))]
public interface IConflict
{
    /// <summary>As the caller may know it.</summary>
    static IConflict Of(Allocation allocation, Guid resourceId, ResourceType type, HttpContext http) =>
        http.IsCustomer() ? TakenTimeResponse.Of(allocation) : AllocationResponse.Of(allocation, resourceId, type);
}
