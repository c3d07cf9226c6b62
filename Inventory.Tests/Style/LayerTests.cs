namespace Inventory.Tests.Style;

/// <summary>What may know what: DESIGN.md, Shape.</summary>
public sealed class LayerTests
{
    private static IEnumerable<SourceFile> Domain => Repository.Sources.Where(file => file.IsUnder("Inventory.Grains/Domain"));

    private static IEnumerable<SourceFile> Contracts => Repository.Sources.Where(file => file.IsUnder("Inventory.Grains/Contracts"));

    private static IEnumerable<SourceFile> Grains => Repository.Sources.Where(file => file.IsUnder("Inventory.Grains"));

    [Fact]
    public void There_is_a_domain_to_be_judged() => Assert.True(Domain.Count() > 10 && Contracts.Count() > 10, $"The sources are not where these tests look: {Repository.Root}");

    [Fact]
    public void The_domain_uses_no_runtime_store_or_http() => Rule.NoCode(
        Domain,
        @"\b(Orleans|Microsoft\.\w+|System\.Net|System\.IO|System\.Data|Inventory\.(Store|Resources|Registers|Users|States|LocalRuntime|Gateway|Silo)|IStore|SqliteConnection|HttpContext)\b",
        "The domain is pure: let the grain call it, and pass in what it needs as a value.");

    [Fact]
    public void The_domain_waits_for_nothing() => Rule.NoCode(
        Domain,
        @"\b(async|await|Task|ValueTask|CancellationToken|Thread|lock)\b",
        "The domain decides at once: do the waiting in the grain, before or after.");

    [Fact]
    public void The_domain_has_no_clock_and_no_chance() => Rule.NoCode(
        Domain,
        @"\b(TimeProvider|DateTime\.(Utc)?Now|DateTimeOffset\.(Utc)?Now|Stopwatch|Random|Guid\.(NewGuid|CreateVersion7))\b",
        "The domain answers the same to the same: take the time, the id or the number as an argument, as Allocate does.");

    [Fact]
    public void Contracts_know_neither_the_domain_nor_the_store() => Rule.NoCode(
        Contracts,
        @"\b(Inventory\.)?(Domain|Store|Resources|Registers|Users|States)\.\w|using Inventory\.",
        "Contracts are what both sides of a call share: move the type to Contracts, or let the grain translate.");

    [Fact]
    public void Grains_know_neither_a_host_nor_http() => Rule.NoCode(
        Grains,
        @"\b(Inventory\.(LocalRuntime|Gateway|Silo)|Microsoft\.AspNetCore|System\.Net\.Http|HttpContext)\b",
        "Grains run on either runtime and behind any gateway: use the names that Orleans and the local runtime share, and answer with a contract.");

    [Fact]
    public void Only_the_store_knows_the_database() => Rule.NoCode(
        Repository.Product.Where(file => !file.IsUnder("Inventory.Grains/Store") && !file.IsUnder("Inventory.Cli/Postgres")),
        @"\b(Microsoft\.Data\.Sqlite|SQLitePCL|Npgsql)\b",
        "The database is behind IStore: add what you need there. Only the command line starts a server and makes databases.");

    [Fact]
    public void The_local_runtime_knows_nothing_of_the_product() => Rule.NoCode(
        Repository.Sources.Where(file => file.IsUnder("Inventory.LocalRuntime")),
        @"using Inventory\.(?!LocalRuntime)",
        "The local runtime stands in for Orleans: it knows grains, not resources. Move this to Inventory.Grains.");
}
