using Inventory.Domain.Requests;

namespace Inventory.Domain.Shop;

/// <summary>Every decision returns the next state, which is the same object if nothing changes.</summary>
public static class CatalogueDecisions
{
    /// <summary>Every change writes the whole catalogue, so it must stay small.</summary>
    public const int MaxProducts = 1_000;

    public static Product? Find(this CatalogueState state, string sku) => state.Products.FirstOrDefault(p => p.Sku == sku);

    public static (CatalogueState Next, AddProductResult Answer) Add(this CatalogueState state, ProductDraft draft, Guid id, IdempotencyKey? key, Instant now)
    {
        if (state.CreationRecords.LastOrDefault(k => k.Key.Key == key?.Key && RetentionPeriod.Contains(k.Product.Created, now, RetentionPeriod.Default)) is { } stored)
            return (state, stored.Key == key ? AddProductResult.Added(stored.Product) : AddProductResult.KeyReused);
        if (state.Find(draft.Sku) is not null) return (state, AddProductResult.SkuTaken);
        if (state.Products.Length >= MaxProducts) return (state, AddProductResult.CatalogueFull);

        var product = new Product
        {
            Id = id,
            Sku = draft.Sku,
            Name = draft.Name,
            Price = draft.Price,
            Image = draft.Image,
            Stock = draft.Stock,
            Created = now,
            Modified = now,
            Ordinal = state.LastOrdinal + 1,
        };
        var next = state with { Products = state.Products.Add(product), LastOrdinal = product.Ordinal };
        return (key is null ? next : next.Record(new(key, product), now), AddProductResult.Added(product));
    }

    public static (CatalogueState Next, Product? Answer) Replace(this CatalogueState state, ProductDraft draft, Instant now)
    {
        if (state.Find(draft.Sku) is not { } old) return (state, null);
        var product = old with { Name = draft.Name, Price = draft.Price, Image = draft.Image, Stock = draft.Stock, Modified = now };
        return (state with { Products = state.Products.Replace(old, product) }, product);
    }

    public static (CatalogueState Next, bool Answer) Remove(this CatalogueState state, string sku) =>
        state.Find(sku) is { } product ? (state with { Products = state.Products.Remove(product) }, true) : (state, false);

    /// <summary>Takes all pieces at current prices, or nothing. A repeated call returns the first result.</summary>
    public static (CatalogueState Next, TakeStockResult Answer) TakeStock(this CatalogueState state, Guid order, ImmutableArray<OrderLine> lines)
    {
        if (state.TakenBy(order) is { } taken) return (state, new(taken.Lines, []));
        ImmutableArray<string> missing = [.. lines.Where(line => state.Find(line.Sku) is not { } product || product.Stock < line.Quantity).Select(line => line.Sku)];
        if (missing.Length > 0) return (state, new([], missing));

        ImmutableArray<OrderLine> priced = [.. lines.Select(line => line with { Price = state.Find(line.Sku)!.Price })];
        var next = state.Move(priced, static (stock, quantity) => stock - quantity);
        return (next with { Taken = next.Taken.Add(new(order, priced)) }, new(priced, []));
    }

    public static CatalogueState ConfirmStock(this CatalogueState state, Guid order) =>
        state.TakenBy(order) is { } taken ? state with { Taken = state.Taken.Remove(taken) } : state;

    public static CatalogueState ReturnStock(this CatalogueState state, Guid order) =>
        state.TakenBy(order) is { } taken ? state.ConfirmStock(order).Move(taken.Lines, static (stock, quantity) => (int)Math.Min(int.MaxValue, (long)stock + quantity)) : state;

    private static TakenStock? TakenBy(this CatalogueState state, Guid order) => state.Taken.FirstOrDefault(t => t.Order == order);

    private static CatalogueState Record(this CatalogueState state, ProductCreationRecord stored, Instant now) =>
        state with { CreationRecords = [.. state.CreationRecords.Where(k => RetentionPeriod.Contains(k.Product.Created, now, RetentionPeriod.Default)), stored] };

    // Skips removed products, and products without a stock count.
    private static CatalogueState Move(this CatalogueState state, ImmutableArray<OrderLine> lines, Func<int, int, int> move)
    {
        var quantities = lines.ToDictionary(line => line.Sku, line => line.Quantity);
        Product Moved(Product p) => p.Stock is { } stock && quantities.TryGetValue(p.Sku, out var quantity) ? p with { Stock = move(stock, quantity) } : p;
        return state with { Products = [.. state.Products.Select(Moved)] };
    }
}
