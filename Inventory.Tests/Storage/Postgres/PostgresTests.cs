namespace Inventory.Tests.Storage.Postgres;

internal static class PostgresTests
{
    /// <summary>Skips the test, and says why, where PostgreSQL is not installed.</summary>
    public static void SkipIfMissing() => Assert.SkipWhen(PostgresBinaries.Missing is not null, PostgresBinaries.Missing ?? "");
}
