namespace Inventory.Gateway.Api;

/// <summary>A body as an example in the OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExampleAttribute(string json) : Attribute
{
    public string Json => json;
}
