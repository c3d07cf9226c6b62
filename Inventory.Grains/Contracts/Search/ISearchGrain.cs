namespace Inventory.Contracts;

/// <summary>
/// Finds free resources of one type; its key is the type's name. What it tells is advice, as of a moment: the resource decides.
/// </summary>
public interface ISearchGrain : IGrainWithStringKey
{
    /// <summary>The resources that are free for the whole window.</summary>
    Task<ResourcePage> FindFree(FindFreeRequest request);

    /// <summary>The earliest times from the window's start on at which some resource of the type is free for as long; none for an infinite window.</summary>
    Task<FreeTimePage> FindEarliest(Interval window);
}
