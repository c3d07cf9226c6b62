namespace Orleans;

/// <summary>
/// Lets Orleans pass the value to a local grain without a copy. Here nothing is copied ever, so what is passed to or returned
/// from a grain must not be changed afterwards, marked or not.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property
    | AttributeTargets.Parameter | AttributeTargets.ReturnValue, Inherited = false)]
public sealed class ImmutableAttribute : Attribute;
