namespace Inventory.Gateway.Hosting;

/// <summary>The configuration cannot be used. The message says what to change.</summary>
public sealed class InvalidConfigurationException(string message) : Exception(message);
