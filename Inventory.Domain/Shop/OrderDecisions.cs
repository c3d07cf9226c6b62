using System.Collections.Immutable;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;

namespace Inventory.Domain.Shop;

/// <summary>What happens to the orders of one customer.</summary>
public static class OrderDecisions
{
    public const int MaxLines = 100;

    public const int MaxQuantity = 1_000_000;

    /// <summary>With an open order.</summary>
    public static CustomerOrdersState Opened(this CustomerOrdersState state, Guid id, Instant now) =>
        state.Open is null ? state with { Open = new Order { Id = id, Created = now, Modified = now } } : state;

    /// <param name="state">With an open order.</param>
    /// <param name="product">What is put in.</param>
    /// <param name="quantity">1 or more.</param>
    /// <param name="now">The time of the decision.</param>
    /// <returns><c>null</c> where it would be too much.</returns>
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

    /// <returns>The same state where the product is not in the open order.</returns>
    public static CustomerOrdersState Remove(this CustomerOrdersState state, string sku, Instant now) =>
        state.Open is { } order && order.Lines.FirstOrDefault(l => l.Sku == sku) is { } line
            ? state with { Open = order with { Lines = order.Lines.Remove(line), Modified = now } }
            : state;

    /// <summary>With the prices of now, where there still are such products.</summary>
    public static Order Priced(this Order order, ImmutableArray<Product> products) => order with
    {
        Lines = [.. order.Lines.Select(line => products.FirstOrDefault(p => p.Sku == line.Sku) is { } product ? line with { Price = product.Price } : line)],
    };

    /// <returns>What a request with this key has closed, if it was one.</returns>
    public static CheckoutRecord? FindKept(this CustomerOrdersState state, IdempotencyKey? key, Instant now) =>
        key is null ? null : state.CheckoutRecords.LastOrDefault(k => k.Key.Key == key.Key && RetentionPeriod.Contains(k.At, now, RetentionPeriod.Default));

    public static CustomerOrdersState BeginCheckout(this CustomerOrdersState state, IdempotencyKey? key) => state with { Checkout = new(state.Open!, key) };

    /// <summary>The stock is taken: from here on it only goes forward.</summary>
    public static CustomerOrdersState Close(this CustomerOrdersState state, ImmutableArray<OrderLine> taken, Instant now)
    {
        var closed = state.Checkout!.Order with { IsOpen = false, Lines = taken, Modified = now };
        return state with { Open = null, Checkout = state.Checkout with { Order = closed } };
    }

    /// <summary>Nothing was taken, or all of it is given back.</summary>
    public static CustomerOrdersState AbandonCheckout(this CustomerOrdersState state) => state with { Checkout = null };

    /// <summary>All is done.</summary>
    public static CustomerOrdersState EndCheckout(this CustomerOrdersState state, Instant now)
    {
        var (order, key) = state.Checkout!;
        var next = state with { Checkout = null, Closed = state.Closed.Add(order.Id) };
        return key is null ? next : next with { CheckoutRecords = [.. state.CheckoutRecords.Where(k => RetentionPeriod.Contains(k.At, now, RetentionPeriod.Default)), new(key, order.Id, order.Modified)] };
    }
}
