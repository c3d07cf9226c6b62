namespace Inventory.Gateway.Api;

/// <summary>The moment may be infinite, which is written as <c>null</c>. For the OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NullIfInfiniteAttribute : Attribute;
