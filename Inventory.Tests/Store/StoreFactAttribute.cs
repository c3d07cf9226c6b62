using Xunit.Sdk;

namespace Inventory.Tests.Store;

/// <summary>A test of the stores' contract. For a store that cannot be had on this machine it is skipped, and the run says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Inventory.Tests.Store.StoreFactDiscoverer", "Inventory.Tests")]
internal sealed class StoreFactAttribute : FactAttribute;
