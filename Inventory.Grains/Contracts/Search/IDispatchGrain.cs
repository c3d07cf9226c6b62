namespace Inventory.Contracts;

/// <summary>
/// Takes a time on any free resource of a type. Its key is the type's name, a slash and a number that follows from the request's key, so that
/// a request that is sent again meets itself; see <see cref="GrainKeys.GetDispatch"/>.
/// </summary>
public interface IDispatchGrain : IGrainWithStringKey
{
    Task<DispatchResult> Allocate(AllocateRequest request);
}
