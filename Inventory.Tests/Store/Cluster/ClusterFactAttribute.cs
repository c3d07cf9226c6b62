using Inventory.Tests.Store.Postgres;

namespace Inventory.Tests.Store.Cluster;

/// <summary>Runs where a PostgreSQL server can be started.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute() => Skip = PostgresBinaries.Missing;
}
