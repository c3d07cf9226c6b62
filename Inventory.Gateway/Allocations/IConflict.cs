using System.Text.Json.Serialization;

namespace Inventory.Gateway.Allocations;

/// <summary>What is in the way: the allocation, or for a customer its time alone.</summary>
[JsonDerivedType(typeof(AllocationResponse))]
[JsonDerivedType(typeof(TakenTimeResponse))]
public interface IConflict;
