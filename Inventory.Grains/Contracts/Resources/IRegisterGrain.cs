namespace Inventory.Contracts;

/// <summary>
/// The register of one resource type. Its key is the type's name. It knows every resource of the type, keeps their names apart and lists them in the order
/// in which they were made. What changes a name goes through it, and is made durable by the resource.
/// </summary>
/// <remarks>Every method fails with <see cref="Store.StoreUnavailableException"/> when the storage does: a change may then have happened or not.</remarks>
public interface IRegisterGrain : IGrainWithStringKey
{
    Task<CreateResourceResult> Create(CreateResourceRequest request);

    Task<UpdateResourceResult> Update(UpdateResourceRequest request);

    Task<DeleteResourceResult> Delete(DeleteResourceRequest request);

    Task<ResourcePage> List(ListResourcesRequest request);
}
