using Inventory.Tests.Domain.Policies;

namespace Inventory.Tests.Domain.Resources;

/// <summary>All rules and all kinds of requests together, on resources and on pools. A resource that fails to decide once would do so for ever.</summary>
public sealed class AllRulesTests(ITestOutputHelper output)
{
    private const int Steps = 250;

    [Fact]
    public void Whatever_happens_time_is_given_once_and_offers_are_kept()
    {
        for (var life = 0; life < TestSettings.Trials(24); life++)
        {
            var seed = Seed.Next();
            var random = new Random(seed);
            var place = new RandomPlace(random, new PolicyModel(random, rule: 5));
            try
            {
                for (var step = 0; step < Steps; step++)
                    place.Step();
                place.Replay();
            }
            catch (Exception)
            {
                output.WriteLine($"INVENTORY_SEED={seed}: {place.Last}");
                throw;
            }
        }
    }
}
