using System.ComponentModel;
using Inventory.Tests.Store.Postgres;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Inventory.Tests.Store;

/// <summary>A test of the contract for one of the stores.</summary>
public sealed class StoreTestCase : XunitTestCase
{
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For the runner, which makes it again from its name.")]
    public StoreTestCase() { }

    public StoreTestCase(IMessageSink sink, ITestFrameworkDiscoveryOptions options, ITestMethod method, object[]? row)
        : base(sink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, row) { }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        base.GetSkipReason(factAttribute) ?? (TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsPostgresAttribute)).Any() ? PostgresBinaries.Missing : null);
}
