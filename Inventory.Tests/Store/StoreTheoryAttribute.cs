using Xunit.Sdk;

namespace Inventory.Tests.Store;

/// <inheritdoc cref="StoreFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Inventory.Tests.Store.StoreTheoryDiscoverer", "Inventory.Tests")]
internal sealed class StoreTheoryAttribute : TheoryAttribute;
