using System.Net;
using Inventory.Grains.Placement;

namespace Inventory.Tests.Cluster;

public sealed class HomeSiloTests
{
    private static readonly SiloAddress[] Silos = [.. Enumerable.Range(0, 5).Select(i => SiloAddress.New(IPAddress.Loopback, 4711 + i, 1 + (i % 2)))];

    private static readonly GrainId[] Grains = [.. Enumerable.Range(0, 5_000).Select(i => GrainId.Create("resource", $"{i}"))];

    [Fact]
    public void The_order_in_which_silos_are_known_does_not_matter() =>
        Assert.All(Grains, grain => Assert.Equal(HomeSilo.Of(grain, Silos), HomeSilo.Of(grain, Silos.Reverse().ToArray())));

    [Fact]
    public void Every_silo_has_its_share()
    {
        // Of 5,000, a fifth is 1,000; chance alone strays by 28.
        var shares = Grains.CountBy(grain => HomeSilo.Of(grain, Silos)).ToDictionary();
        Assert.Equal(Silos.Length, shares.Count);
        Assert.All(shares.Values, share => Assert.InRange(share, 850, 1_150));
    }

    [Fact]
    public void Only_the_grains_of_a_silo_that_goes_belong_elsewhere()
    {
        var left = Silos[..^1];
        Assert.All(Grains.Where(grain => !HomeSilo.Of(grain, Silos).Equals(Silos[^1])), grain => Assert.Equal(HomeSilo.Of(grain, Silos), HomeSilo.Of(grain, left)));
    }

    [Fact]
    public void The_only_silo_is_home_to_all() => Assert.All(Grains, grain => Assert.Equal(Silos[0], HomeSilo.Of(grain, Silos.AsSpan(..1))));
}
