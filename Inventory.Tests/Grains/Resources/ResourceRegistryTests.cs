using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Domain.Webhooks;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Grains.Resources;

/// <summary>What a register knows, told in any order.</summary>
public sealed class ResourceRegistryTests
{
    private readonly ResourceRegistry _register = new(new StoredRegistry([One(1), One(2), One(4)], LastOrdinal: 9), TimeSpan.FromDays(1));

    [Fact]
    public void Ordinals_go_on_after_the_last_one_ever_given() => Assert.Equal((10, 11), (_register.NextOrdinal(), _register.NextOrdinal()));

    [Fact]
    public void A_resource_told_late_takes_its_place_in_the_order()
    {
        _register.Add(One(12), null);
        _register.Add(One(11), null);
        _register.Add(One(3), null);
        Assert.Equal([1L, 2, 3, 4, 11, 12], Ordinals(0, 100));
        Assert.Equal([3L, 4], Ordinals(2, 2));
        Assert.Equal([11L, 12], Ordinals(4, 100));
        Assert.Empty(Ordinals(12, 100));
    }

    [Fact]
    public void A_page_ends_where_the_texts_of_its_resources_are_a_mebibyte()
    {
        for (var i = 100; i < 200; i++)
            _register.Add(One(i) with { Attributes = Sample.Json($$"""{"x":"{{new string('x', 16_000)}}"}""") }, null);
        var page = _register.List(new() { Limit = 1_000 });
        Assert.True(page.HasMore);
        Assert.InRange(page.Resources.Length, 60, 70);
        Assert.Equal((103 - page.Resources.Length, false), (_register.List(new() { Limit = 1_000, After = page.Resources[^1].Ordinal }).Resources.Length, false));
    }

    [Fact]
    public void An_update_told_after_a_later_one_changes_nothing()
    {
        _register.Replace(One(2) with { Name = "late", Version = 3 });
        _register.Replace(One(2) with { Name = "early", Version = 2 });
        Assert.Equal(3, _register.Find("late")!.Version);
        Assert.Null(_register.Find("early"));
        Assert.Null(_register.Find("Car2"));
    }

    [Fact]
    public void An_update_told_after_the_deletion_does_not_bring_the_resource_back()
    {
        _register.Remove(One(2).Id);
        _register.Replace(One(2) with { Name = "late", Version = 3 });
        Assert.Equal([1L, 4], Ordinals(0, 100));
        Assert.Null(_register.Find("late"));
        Assert.Null(_register.Find(One(2).Id));
        _register.Remove(One(2).Id);
        Assert.Equal([1L, 4], Ordinals(0, 100));
    }

    [Fact]
    public void A_name_is_kept_for_a_change_until_it_ends()
    {
        var change = _register.Begin("new");
        var other = _register.Begin(name: null);
        var ended = _register.PendingEnded();
        Assert.Same(change, _register.PendingFor("new"));
        Assert.Null(_register.PendingFor("Car1"));
        change.Dispose();
        Assert.True(change.Ended.IsCompletedSuccessfully);
        Assert.Null(_register.PendingFor("new"));
        Assert.False(ended.IsCompleted);
        other.Dispose();
        Assert.True(_register.PendingEnded().IsCompletedSuccessfully);
    }

    private IEnumerable<long> Ordinals(long after, int limit) =>
        _register.List(new() { After = after, Limit = limit }).Resources.Select(resource => resource.Ordinal);

    private static Resource One(int ordinal) => Sample.Car with { Id = Sample.Id(ordinal), Name = $"Car{ordinal}", Ordinal = ordinal };
}
