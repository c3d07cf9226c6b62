using System.Collections.Immutable;
using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;

namespace Inventory.Tests.Domain.Shop;

public sealed class CatalogueDecisionsTests
{
    private static readonly Instant Now = new(1_000_000);

    private static readonly CatalogueState Empty = new();

    [Fact]
    public void A_sku_is_there_once_and_free_again_when_its_product_is_removed()
    {
        var (state, first) = Added(Empty, "lager");
        Assert.Equal(1, first.Ordinal);
        Assert.Equal(AddProductStatus.SkuTaken, state.Add(Draft("lager"), Guid.NewGuid(), null, Now).Answer.Status);

        var (without, removed) = state.Remove("lager");
        Assert.True(removed);
        Assert.False(without.Remove("lager").Answer);
        Assert.Equal(2, Added(without, "lager").Product.Ordinal);
    }

    [Fact]
    public void A_full_catalogue_takes_no_more()
    {
        var state = Enumerable.Range(0, CatalogueDecisions.MaxProducts).Aggregate(Empty, (all, i) => Added(all, $"beer {i}").State);
        Assert.Equal(AddProductStatus.CatalogueFull, state.Add(Draft("one more"), Guid.NewGuid(), null, Now).Answer.Status);
    }

    [Fact]
    public void The_same_request_again_gets_the_same_answer_and_another_with_its_key_none()
    {
        var key = new IdempotencyKey("k", 1);
        var (state, first) = Empty.Add(Draft("lager"), Guid.NewGuid(), key, Now);
        Assert.Equal((state, first.Product), (state.Add(Draft("lager"), Guid.NewGuid(), key, Now).Next, state.Add(Draft("lager"), Guid.NewGuid(), key, Now).Answer.Product));
        Assert.Equal(AddProductStatus.KeyReused, state.Add(Draft("ale"), Guid.NewGuid(), key with { Fingerprint = 2 }, Now).Answer.Status);
        Assert.Equal(AddProductStatus.SkuTaken, state.Add(Draft("lager"), Guid.NewGuid(), key, After(TimeSpan.FromHours(24))).Answer.Status);
    }

    [Fact]
    public void A_replaced_product_keeps_its_id_and_age()
    {
        var (state, product) = Added(Empty, "lager");
        var (next, replaced) = state.Replace(new("lager", "Dark lager", Euro(250), "lager.png", 7), After(TimeSpan.FromSeconds(1)));
        Assert.Equal(product with { Name = "Dark lager", Price = Euro(250), Image = "lager.png", Stock = 7, Modified = After(TimeSpan.FromSeconds(1)) }, replaced);
        Assert.Equal(replaced, next.Find("lager"));
        Assert.Null(state.Replace(Draft("ale"), Now).Answer);
    }

    [Fact]
    public void An_order_takes_all_at_the_prices_of_now_or_nothing()
    {
        var state = Stocked(("lager", 5), ("ale", 2), ("stout", null));
        var (same, refused) = state.TakeStock(Guid.NewGuid(), [Line("lager", 6), Line("ale", 1), Line("cider", 1), Line("stout", 99)]);
        Assert.Equal<string>(["lager", "cider"], refused.Missing);
        Assert.Same(state, same);

        var (next, taken) = state.TakeStock(Guid.NewGuid(), [Line("lager", 5), Line("ale", 1), Line("stout", 99)]);
        Assert.All(taken.Taken, line => Assert.Equal(Euro(119), line.Price));
        Assert.Equal([0, 1, null], next.Products.Select(p => p.Stock));
    }

    [Fact]
    public void What_an_order_has_taken_it_takes_once_and_gives_back_once()
    {
        var (state, order) = (Stocked(("lager", 5)), Guid.NewGuid());
        var (taken, first) = state.TakeStock(order, [Line("lager", 3)]);
        var (again, second) = taken.TakeStock(order, [Line("lager", 3)]);
        Assert.Same(taken, again);
        Assert.Equal(first.Taken, second.Taken);

        var back = taken.ReturnStock(order);
        Assert.Equal(5, back.Find("lager")!.Stock);
        Assert.Same(back, back.ReturnStock(order));
        Assert.Equal(2, taken.ConfirmStock(order).ReturnStock(order).Find("lager")!.Stock);
    }

    [Fact]
    public void Of_a_product_that_is_no_more_nothing_comes_back()
    {
        var order = Guid.NewGuid();
        var state = Stocked(("lager", 5)).TakeStock(order, [Line("lager", 3)]).Next.Remove("lager").Next.ReturnStock(order);
        Assert.Empty(state.Products);
        Assert.Empty(state.Taken);
    }

    [Fact]
    public void No_piece_is_lost_or_sold_twice()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        var state = Stocked(("lager", 200), ("ale", 100));
        var (open, sold) = (new Dictionary<Guid, int>(), 0);
        for (var i = 0; i < 10_000; i++)
        {
            var order = open.Count > 0 && random.Next(2) == 0 ? open.Keys.ElementAt(random.Next(open.Count)) : Guid.NewGuid();
            switch (random.Next(3))
            {
                case 0:
                    var (lager, ale) = (random.Next(1, 30), random.Next(1, 30));
                    (state, var answer) = state.TakeStock(order, [Line("lager", lager), Line("ale", ale)]);
                    if (answer.Missing.IsEmpty)
                        open.TryAdd(order, lager + ale);
                    break;
                case 1:
                    state = state.ReturnStock(order);
                    open.Remove(order);
                    break;
                case 2 when sold < 250:
                    state = state.ConfirmStock(order);
                    sold += open.Remove(order, out var pieces) ? pieces : 0;
                    break;
            }
            Assert.True(state.Products.All(p => p.Stock >= 0), $"INVENTORY_SEED={seed}");
            Assert.True(300 == state.Products.Sum(p => p.Stock) + open.Values.Sum() + sold, $"INVENTORY_SEED={seed}");
        }
    }

    private static CatalogueState Stocked(params IEnumerable<(string Sku, int? Stock)> products) =>
        products.Aggregate(Empty, (state, p) => state.Add(Draft(p.Sku) with { Stock = p.Stock }, Guid.NewGuid(), null, Now).Next);

    private static (CatalogueState State, Product Product) Added(CatalogueState state, string sku)
    {
        var (next, answer) = state.Add(Draft(sku), Guid.NewGuid(), null, Now);
        Assert.True(answer.IsAdded);
        return (next, answer.Product);
    }

    private static ProductDraft Draft(string sku) => new(sku, "Beer", Euro(119));

    private static OrderLine Line(string sku, int quantity) => new(sku, quantity, Euro(1));

    private static Money Euro(long cents) => new(cents, "EUR");

    private static Instant After(TimeSpan time) => new(Now.Microseconds + (long)time.TotalMicroseconds);
}
