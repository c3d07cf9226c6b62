using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Domain.Shop;
using Inventory.Domain.Webhooks;
using Inventory.Grains.States;

namespace Inventory.Grains.Shop;

[GrainType("catalogue")]
public sealed class CatalogueGrain([PersistentState("catalogue")] IPersistentState<CatalogueState> stored, TimeProvider clock) : Grain, ICatalogueGrain
{
    private readonly GroupCommitState<CatalogueState> _state = new(stored);

    private Instant Now => clock.Now();

    public Task<AddProductResult> Add(ProductDraft draft, IdempotencyKey? key) => DoAsync(state => state.Add(draft, Guid.CreateVersion7(clock.GetUtcNow()), key, Now));

    public Task<Product?> Replace(ProductDraft draft) => DoAsync(state => state.Replace(draft, Now));

    public Task<bool> Remove(string sku) => DoAsync(state => state.Remove(sku));

    public async Task<Product?> Find(string sku) => (await _state.ReadAsync()).Find(sku);

    public async Task<ImmutableArray<Product>> FindAll(ImmutableArray<string> skus) => [.. skus.Select((await _state.ReadAsync()).Find).OfType<Product>()];

    public async Task<ProductPage> List(long after, int limit)
    {
        var found = (await _state.ReadAsync()).Products.Where(p => p.Ordinal > after).Take(limit + 1).ToImmutableArray();
        return new([.. found.Take(limit)], HasMore: found.Length > limit);
    }

    public Task<TakeStockResult> TakeStock(Guid order, ImmutableArray<OrderLine> lines) => DoAsync(state => state.TakeStock(order, lines));

    public async Task ConfirmStock(Guid order) => await _state.WriteAsync((await _state.ReadAsync()).ConfirmStock(order));

    public async Task ReturnStock(Guid order) => await _state.WriteAsync((await _state.ReadAsync()).ReturnStock(order));

    private async Task<T> DoAsync<T>(Func<CatalogueState, (CatalogueState Next, T Answer)> decide)
    {
        var (next, answer) = decide(await _state.ReadAsync());
        await _state.WriteAsync(next);
        return answer;
    }
}
