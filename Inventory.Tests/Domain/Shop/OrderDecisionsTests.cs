using Inventory.Domain.Requests;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;
using Inventory.Tests.Domain.Pricing;

namespace Inventory.Tests.Domain.Shop;

public sealed class OrderDecisionsTests
{
    private static readonly Instant Now = new(1_000_000);

    private static readonly CustomerOrdersState Open = new CustomerOrdersState().Opened(Guid.NewGuid(), Now);

    [Fact]
    public void There_is_one_open_order() => Assert.Same(Open, Open.Opened(Guid.NewGuid(), Now));

    [Fact]
    public void What_is_put_in_is_added_to_what_is_there()
    {
        var state = Put(Put(Put(Open, "lager", 2), "ale", 1), "lager", 3);
        Assert.Equal([("lager", 5), ("ale", 1)], state.Open!.Lines.Select(line => (line.Sku, line.Quantity)));
    }

    [Theory]
    [InlineData(OrderDecisions.MaxQuantity, 0, true)]
    [InlineData(OrderDecisions.MaxQuantity, 1, false)]
    [InlineData(1, OrderDecisions.MaxQuantity - 1, true)]
    [InlineData(1, int.MaxValue, false)]
    public void A_line_has_so_many_pieces_at_most(int first, int then, bool isAllowed) =>
        Assert.Equal(isAllowed, then == 0 || Put(Open, "lager", first).Put(Beer("lager"), then, Now) is not null);

    [Fact]
    public void An_order_has_so_many_lines_at_most()
    {
        var full = Enumerable.Range(0, OrderDecisions.MaxLines).Aggregate(Open, (state, i) => Put(state, $"beer {i}", 1));
        Assert.Null(full.Put(Beer("one more"), 1, Now));
        Assert.NotNull(full.Put(Beer("beer 0"), 1, Now));
    }

    [Fact]
    public void What_is_not_in_it_cannot_be_taken_out()
    {
        var state = Put(Open, "lager", 2);
        Assert.Same(state, state.Remove("ale", Now));
        Assert.Empty(state.Remove("lager", Now).Open!.Lines);
        Assert.Same(CustomerOrdersStateEmpty, CustomerOrdersStateEmpty.Remove("lager", Now));
    }

    [Fact]
    public void An_open_order_has_the_prices_of_now_and_the_last_ones_of_what_is_no_more()
    {
        var order = Put(Put(Open, "lager", 2), "ale", 1).Open!;
        Assert.Equal([200, 119], order.Priced([Beer("lager") with { Price = new(200, "EUR") }]).Lines.Select(line => line.Price.MinorUnits));
    }

    [Fact]
    public void A_checkout_goes_back_to_the_open_order_or_on_to_a_closed_one()
    {
        var (state, key) = (Put(Open, "lager", 2), new IdempotencyKey("k", 1));
        var begun = state.BeginCheckout(key);
        Assert.Equal(state, begun.AbandonCheckout());

        var closed = begun.Close([new("lager", 2, new(200, "EUR"))], Now);
        Assert.Null(closed.Open);
        Assert.False(closed.Checkout!.Order.IsOpen);
        Assert.Equal(200, closed.Checkout.Order.Lines[0].Price.MinorUnits);

        var ended = closed.EndCheckout(Now);
        Assert.Null(ended.Checkout);
        Assert.Equal<Guid>([state.Open!.Id], ended.Closed);
        Assert.Equal(state.Open.Id, ended.FindKept(key, Now)!.Order);
        Assert.Null(ended.FindKept(new("other", 1), Now));
        Assert.Null(ended.FindKept(key, new(Now.Microseconds + (long)TimeSpan.FromHours(24).TotalMicroseconds)));
    }

    private static CustomerOrdersState CustomerOrdersStateEmpty { get; } = new();

    private static CustomerOrdersState Put(CustomerOrdersState state, string sku, int quantity) => state.Put(Beer(sku), quantity, Now)!;

    private static Product Beer(string sku) => new() { Id = Guid.NewGuid(), Sku = sku, Name = "Beer", Price = new(119, "EUR"), Created = Now, Modified = Now, Ordinal = 1 };
}
