using Inventory.Domain.Requests;

namespace Inventory.Domain.Shop;

public static class OrderDecisions
{
    public const int MaxLines = 100;

    public const int MaxQuantity = 1_000_000;

    public static CustomerOrdersState Opened(this CustomerOrdersState state, Guid id, Instant now) =>
        state.Open is null ? state with { Open = new Order { Id = id, Created = now, Modified = now } } : state;

    /// <returns><c>null</c> when the order would be too large.</returns>
    public static CustomerOrdersState? Put(this CustomerOrdersState state, Product product, int quantity, Instant now)
    {
        var order = state.Open!;
        var line = order.Lines.FirstOrDefault(l => l.Sku == product.Sku);
        if (quantity > MaxQuantity - (line?.Quantity ?? 0) || (line is null && order.Lines.Length >= MaxLines)) return null;

        var lines = line is null
            ? order.Lines.Add(new(product.Sku, quantity, product.Price))
            : order.Lines.Replace(line, line with { Quantity = line.Quantity + quantity, Price = product.Price });
        return state with { Open = order with { Lines = lines, Modified = now } };
    }

    public static CustomerOrdersState Remove(this CustomerOrdersState state, string sku, Instant now) =>
        state.Open is { } order && order.Lines.FirstOrDefault(l => l.Sku == sku) is { } line
            ? state with { Open = order with { Lines = order.Lines.Remove(line), Modified = now } }
            : state;

    /// <summary>At current prices, where the product still exists.</summary>
    public static Order Priced(this Order order, ImmutableArray<Product> products) => order with
    {
        Lines = [.. order.Lines.Select(line => products.FirstOrDefault(p => p.Sku == line.Sku) is { } product ? line with { Price = product.Price } : line)],
    };

    public static CheckoutRecord? FindKept(this CustomerOrdersState state, IdempotencyKey? key, Instant now) =>
        key is null ? null : state.CheckoutRecords.LastOrDefault(k => k.Key.Key == key.Key && RetentionPeriod.Contains(k.At, now, RetentionPeriod.Default));

    public static CustomerOrdersState BeginCheckout(this CustomerOrdersState state, IdempotencyKey? key) => state with { Checkout = new(state.Open!, key) };

    /// <summary>The stock is taken: from here on the checkout can only be completed.</summary>
    public static CustomerOrdersState Close(this CustomerOrdersState state, ImmutableArray<OrderLine> taken, Instant now)
    {
        var closed = state.Checkout!.Order with { IsOpen = false, Lines = taken, Modified = now };
        return state with { Open = null, Checkout = state.Checkout with { Order = closed } };
    }

    /// <summary>No stock was taken, or all of it is returned.</summary>
    public static CustomerOrdersState AbandonCheckout(this CustomerOrdersState state) => state with { Checkout = null };

    public static CustomerOrdersState EndCheckout(this CustomerOrdersState state, Instant now)
    {
        var (order, key) = state.Checkout!;
        var next = state with { Checkout = null, Closed = state.Closed.Add(order.Id) };
        return key is null ? next : next with { CheckoutRecords = [.. state.CheckoutRecords.Where(k => RetentionPeriod.Contains(k.At, now, RetentionPeriod.Default)), new(key, order.Id, order.Modified)] };
    }
}
