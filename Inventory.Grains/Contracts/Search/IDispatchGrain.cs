namespace Inventory.Contracts;

/// <summary>
/// Takes a time on any free resource of a type. Its key is the type's name, a slash and the request's key, so that a request that is sent again meets itself;
/// for a request without a key anything that is used once.
/// </summary>
public interface IDispatchGrain : IGrainWithStringKey
{
    Task<DispatchResult> Allocate(AllocateRequest request);
}
