using Xunit.Abstractions;
using Xunit.Sdk;

namespace Inventory.Tests.Store;

/// <summary>Finds the tests with a <see cref="StoreTheoryAttribute"/>, one for each row of their data.</summary>
public sealed class StoreTheoryDiscoverer(IMessageSink sink) : TheoryDiscoverer(sink)
{
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute, object[] dataRow) =>
        [new StoreTestCase(DiagnosticMessageSink, discoveryOptions, testMethod, dataRow)];
}
