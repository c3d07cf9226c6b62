namespace Inventory.Contracts;

/// <summary>The keys of the grains, in one place.</summary>
public static class ResourceGrainFactory
{
    public static IResourceGrain GetResource(this IGrainFactory grains, Guid id) => grains.GetGrain<IResourceGrain>(id.ToString("D"));

    public static IRegisterGrain GetRegister(this IGrainFactory grains, string type) => grains.GetGrain<IRegisterGrain>(type);
}
