namespace Inventory.Contracts;

/// <summary>The keys of the grains, in one place.</summary>
public static class GrainKeys
{
    public static IResourceGrain GetResource(this IGrainFactory grains, Guid id) => grains.GetGrain<IResourceGrain>(id.ToString("D"));

    public static IRegisterGrain GetRegister(this IGrainFactory grains, string type) => grains.GetGrain<IRegisterGrain>(type);

    public static ISearchGrain GetSearch(this IGrainFactory grains, string type) => grains.GetGrain<ISearchGrain>(type);

    public static IDispatchGrain GetDispatch(this IGrainFactory grains, AllocateRequest request) =>
        grains.GetGrain<IDispatchGrain>($"{request.ResourceType}/{request.Key?.Key ?? Guid.NewGuid().ToString("D")}");
}
