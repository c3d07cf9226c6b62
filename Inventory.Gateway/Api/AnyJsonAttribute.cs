namespace Inventory.Gateway.Api;

/// <summary>The member may have any JSON value. For the OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AnyJsonAttribute : Attribute;
