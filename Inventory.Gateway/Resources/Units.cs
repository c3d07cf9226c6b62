namespace Inventory.Gateway.Resources;

/// <summary>How many there are of a pool, or how many of them an allocation takes.</summary>
internal static class Units
{
    public const int Most = 1_000_000;

    /// <param name="faults">What is wrong.</param>
    /// <param name="type">Only pools have units.</param>
    /// <param name="units">The member of the body.</param>
    /// <param name="isRequired">Of a pool.</param>
    public static void Check(List<ValidationError> faults, ResourceType type, long? units, bool isRequired = false)
    {
        if (units is not null && !type.IsPool)
            faults.Add(ValidationError.Member("units", $"Only resources of the kind pool have units; a {type.Name} exists once."));
        else if (units is < 1 or > Most)
            faults.Add(ValidationError.Member("units", "units has to be a whole number from 1 to 1000000."));
        else if (isRequired && type.IsPool && units is null)
            faults.Add(ValidationError.Member("units", "units is missing: how many there are of the pool, from 1 to 1000000."));
    }
}
