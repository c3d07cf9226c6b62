namespace Inventory.Tests.Gateway;

/// <summary>Runs where a <see cref="TinyDisk"/> can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TinyDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(Try);

    public TinyDiskFactAttribute() => Skip = Missing.Value;

    private static string? Try()
    {
        try
        {
            using var disk = new TinyDisk(mebibytes: 1);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }
}
