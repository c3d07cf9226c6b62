namespace Inventory.Tests.LocalRuntime;

public sealed class ShapesGrain : Grain, IShapesGrain
{
    public async Task NoResult(Task first) => await first;

    public async Task<string> Text(Task first, string text)
    {
        await first;
        return text + this.GetPrimaryKeyString();
    }

    public async ValueTask ValueNoResult(Task first) => await first;

    public async ValueTask<int> ValueNumber(Task first, int number)
    {
        await first;
        return number;
    }

    public Task<int> ThrowsAtOnce() => throw new KeyNotFoundException("at once");

    public Task<int> Null() => null!;
}
