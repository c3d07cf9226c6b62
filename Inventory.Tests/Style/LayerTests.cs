namespace Inventory.Tests.Style;

/// <summary>What may use what: DESIGN.md, Shape. The compiler keeps the layers apart; these rules keep what it cannot see.</summary>
public sealed class LayerTests
{
    private static IEnumerable<SourceFile> Domain => Repository.Sources.Where(file => file.IsUnder("Inventory.Domain"));

    [Fact]
    public void The_sources_are_found() => Assert.True(Domain.Count() > 10, $"The sources are not where these tests look: {Repository.Root}");

    [Fact]
    public void The_domain_uses_no_runtime_database_or_http() => Rule.NoCode(
        Domain,
        @"\b(Orleans\.\w+|IGrain\w*|Microsoft\.\w+|System\.Net|System\.IO|System\.Data|IStore|SqliteConnection|HttpContext)\b",
        "The domain is pure: let the grain call it, and pass in what it needs as a value.");

    [Fact]
    public void The_domain_waits_for_nothing() => Rule.NoCode(
        Domain,
        @"\b(async|await|Task|ValueTask|CancellationToken|Thread|lock)\b",
        "The domain decides at once: do the waiting in the grain, before or after.");

    [Fact]
    public void The_domain_has_no_clock_and_no_randomness() => Rule.NoCode(
        Domain,
        @"\b(TimeProvider|DateTime\.(Utc)?Now|DateTimeOffset\.(Utc)?Now|Stopwatch|Random|Guid\.(NewGuid|CreateVersion7))\b",
        "The domain gives the same answer to the same arguments: take the time, the id or the number as an argument, as Allocate does.");

    [Fact]
    public void Grains_know_no_web_framework() => Rule.NoCode(
        Repository.Sources.Where(file => file.IsUnder("Inventory.Grains")),
        @"\b(Microsoft\.AspNetCore|HttpContext)\b",
        "Grains run in any host: return a result and let the gateway turn it into HTTP.");

    [Fact]
    public void Only_the_storage_knows_the_database() => Rule.NoCode(
        Repository.Product.Where(file => !file.IsUnder("Inventory.Storage") && !file.IsUnder("Inventory.Cli/Postgres")),
        @"\b(Microsoft\.Data\.Sqlite|SQLitePCL|Npgsql)\b",
        "The database is behind IStore: add what you need there.");
}
