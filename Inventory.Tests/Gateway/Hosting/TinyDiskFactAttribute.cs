using System.Runtime.CompilerServices;

namespace Inventory.Tests.Gateway.Hosting;

/// <summary>Runs where a <see cref="TinyDisk"/> can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TinyDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(Try);

    public TinyDiskFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1) : base(sourceFilePath, sourceLineNumber) =>
        Skip = Missing.Value;

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
