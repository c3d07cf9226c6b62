using System.Collections.Immutable;
using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;
using Inventory.Grains.States;
using Inventory.Storage;

namespace Inventory.Grains.Shop;

/// <inheritdoc cref="ICatalogueGrain"/>
public sealed class CatalogueGrain([PersistentState("catalogue")] IPersistentState<CatalogueState> state, TimeProvider clock)
    : StatefulGrain<CatalogueState>(state), ICatalogueGrain
{
    private Instant Now => clock.Now();

    public Task<AddProductResult> Add(ProductDraft draft, IdempotencyKey? key) => SaveAsync(State.Add(draft, Guid.CreateVersion7(clock.GetUtcNow()), key, Now));

    public Task<Product?> Replace(ProductDraft draft) => SaveAsync(State.Replace(draft, Now));

    public Task<bool> Remove(string sku) => SaveAsync(State.Remove(sku));

    public Task<Product?> Find(string sku) => Task.FromResult(State.Find(sku));

    public Task<ImmutableArray<Product>> FindAll(ImmutableArray<string> skus) => Task.FromResult(skus.Select(State.Find).OfType<Product>().ToImmutableArray());

    public Task<ProductPage> List(long after, int limit)
    {
        var found = State.Products.Where(p => p.Ordinal > after).Take(limit + 1).ToImmutableArray();
        return Task.FromResult(new ProductPage([.. found.Take(limit)], HasMore: found.Length > limit));
    }

    public Task<TakeStockResult> TakeStock(Guid order, ImmutableArray<OrderLine> lines) => SaveAsync(State.TakeStock(order, lines));

    public Task ConfirmStock(Guid order) => SaveAsync(State.ConfirmStock(order));

    public Task ReturnStock(Guid order) => SaveAsync(State.ReturnStock(order));

    private async Task<T> SaveAsync<T>((CatalogueState Next, T Answer) decision)
    {
        await SaveAsync(decision.Next);
        return decision.Answer;
    }
}
