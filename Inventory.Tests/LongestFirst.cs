using Inventory.Tests.Cli;
using Inventory.Tests.Cluster;
using Inventory.Tests.Domain.Policies;
using Inventory.Tests.Domain.Quotas;
using Inventory.Tests.Gateway.Bookings;
using Inventory.Tests.Gateway.Events;
using Inventory.Tests.Gateway.Hosting;
using Inventory.Tests.Gateway.Security;
using Inventory.Tests.Grains;
using Inventory.Tests.Grains.Webhooks;
using Inventory.Tests.Storage.Postgres;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Inventory.Tests.LongestFirst))]

namespace Inventory.Tests;

/// <summary>
/// Begins with the collections that take longest: one that begins last would run alone on a machine that has room for two. Measured on two cores; the others take
/// half a minute at most.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        SharedClusterTests.Name,
        SecuredGatewayTests.Name,
        nameof(SharesGrains),
        typeof(ClusterGatewayTests).FullName!,
        typeof(CutOffSiloTests).FullName!,
        typeof(PostgresCrashTests).FullName!,
        typeof(IdempotencyCrashTests).FullName!,
        typeof(BookingCrashTests).FullName!,
        typeof(QuotaModelTests).FullName!,
        typeof(RulesPropertyTests).FullName!,
        typeof(CrashTests).FullName!,
        typeof(ClusterCommandTests).FullName!,
        typeof(BackupTests).FullName!,
        typeof(EventTests).FullName!,
        typeof(PostgresStoreWithDefaultsTests).FullName!,
        typeof(PostgresStoreWithSmallLimitsTests).FullName!,
        typeof(MembershipFenceTests).FullName!,
        typeof(TwoClustersTests).FullName!,
        typeof(WebhookTests).FullName!,
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(RankOf)];

    private static int RankOf<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var rank = Array.FindIndex(Longest, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal));
        return rank < 0 ? Longest.Length : rank;
    }
}
