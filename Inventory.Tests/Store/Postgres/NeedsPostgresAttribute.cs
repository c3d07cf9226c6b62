namespace Inventory.Tests.Store.Postgres;

/// <summary>The tests of this class start a PostgreSQL server. Where there is none on the machine they are skipped.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsPostgresAttribute : Attribute;
