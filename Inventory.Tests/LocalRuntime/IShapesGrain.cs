namespace Inventory.Tests.LocalRuntime;

/// <summary>A method of each kind that a reference can call; each waits for the task first.</summary>
public interface IShapesGrain : IGrainWithStringKey
{
    Task NoResult(Task first);
    Task<string> Text(Task first, string text);
    ValueTask ValueNoResult(Task first);
    ValueTask<int> ValueNumber(Task first, int number);
    Task<int> ThrowsAtOnce();
    Task<int> Null();
}
