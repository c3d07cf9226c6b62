using Inventory.LocalRuntime;
using Orleans.Runtime;

namespace Orleans;

/// <summary>What Orleans offers on grains and references alike; here the string key alone.</summary>
public static class GrainExtensions
{
    /// <summary>The key of a grain, or of a reference to one.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static string GetPrimaryKeyString(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            Grain instance => instance.Activation.Id.Key,
            GrainReference reference => reference.Id.Key,
            _ => throw new ArgumentException($"{grain.GetType()} is neither a grain nor a reference to one.", nameof(grain)),
        };
    }
}
