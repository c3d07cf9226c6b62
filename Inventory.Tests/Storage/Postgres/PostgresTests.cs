namespace Inventory.Tests.Storage.Postgres;

/// <summary>The tests that share a server, each with a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";

    /// <summary>Skips the test, and says why, where PostgreSQL is not installed.</summary>
    public static void SkipIfMissing() => Assert.SkipWhen(PostgresBinaries.Missing is not null, PostgresBinaries.Missing ?? "");
}
