using Inventory.Domain.Pricing;
using Inventory.Domain.Requests;
using Inventory.Grains.Billing;
using Inventory.Grains.Shop;
using Inventory.Storage;
using Inventory.Tests.Storage;

namespace Inventory.Tests.Grains.Shop;

/// <summary>A checkout that something cuts off: all of it happens or nothing, and the stock is right.</summary>
public sealed class CheckoutTests(GrainFixture fixture) : GrainTest(fixture)
{
    private readonly string _sku = $"beer {Guid.NewGuid():N}";

    private readonly string _customer = $"user {Guid.NewGuid():N}";

    private readonly MemoryStateStore _states = fixture.States;

    private ICatalogueGrain Catalogue => Cluster.Grains.GetCatalogue();

    private ICustomerOrdersGrain Orders => Cluster.Grains.GetOrders(_customer);

    [Fact]
    public async Task Whichever_write_fails_all_happens_once_or_nothing()
    {
        await Catalogue.Add(new(_sku, "Beer", new(100, "EUR"), Stock: 1_000), null);
        var bought = 0;
        for (var failing = 0; failing < 9; failing++)
        {
            foreach (var isWritten in (bool[])[false, true])
            {
                Assert.True((await Orders.Put(_sku, 1)).IsPut);
                var key = new IdempotencyKey(Guid.NewGuid().ToString(), 1);
                _states.Spare(failing);
                if (isWritten)
                    _states.FailAfterWrite();
                else
                    _states.FailBeforeWrite();
                CheckoutResult? result = null;
                for (var attempt = 0; result is null; attempt++)
                {
                    Assert.True(attempt < 10);
                    result = await OrNothing(() => Orders.Checkout(key, new Money(10_000, "EUR")));
                }
                Assert.True(result.IsClosed, $"{failing} {isWritten}: {result.Status}");
                _states.FailBeforeWrite(0);
                _states.FailAfterWrite(0);
                _states.Spare(0);
                bought++;
                Assert.Equal(1_000 - bought, (await Catalogue.Find(_sku))!.Stock);
                Assert.Equal(bought, (await Orders.List(0, 1_000)).Orders.Length);
                Assert.Equal(new Money(100 * bought, "EUR"), (await Cluster.Grains.GetAccount(_customer).Read(0, 1)).Balance);
            }
        }
    }

    [Fact]
    public async Task Who_owes_as_much_as_it_may_buys_nothing_more_and_takes_nothing()
    {
        await Catalogue.Add(new(_sku, "Beer", new(100, "EUR"), Stock: 10), null);
        var limit = new Money(350, "EUR");
        Assert.True((await Orders.Put(_sku, 2)).IsPut);
        Assert.True((await Orders.Checkout(null, limit)).IsClosed);
        Assert.True((await Orders.Put(_sku, 2)).IsPut);
        Assert.Equal(CheckoutStatus.OverCreditLimit, (await Orders.Checkout(new("k", 1), limit)).Status);
        Assert.Equal((8, 2), ((await Catalogue.Find(_sku))!.Stock, (await Orders.ReadCurrent()).Lines.Single().Quantity));
        Assert.Equal((new Money(200, "EUR"), null), await OwedAsync());

        // A refusal keeps no key.
        await Cluster.Grains.GetAccount(_customer).Pay(new() { Id = "p", Amount = new(100, "EUR"), Text = "cash" });
        Assert.True((await Orders.Checkout(new("k", 1), limit)).IsClosed);
        Assert.Equal((new Money(300, "EUR"), null), await OwedAsync());
    }

    [Fact]
    public async Task Of_fifty_bottles_fifty_are_sold_to_two_hundred_customers_at_once()
    {
        await Catalogue.Add(new(_sku, "Beer", new(100, "EUR"), Stock: 50), null);
        var customers = Enumerable.Range(0, 200).Select(n => $"{_customer} {n}").ToList();
        foreach (var customer in customers)
            Assert.True((await Cluster.Grains.GetOrders(customer).Put(_sku, 1)).IsPut);
        var results = await Task.WhenAll(customers.Select(customer => Task.Run(() => Cluster.Grains.GetOrders(customer).Checkout(null, null))));
        Assert.Equal(50, results.Count(result => result.IsClosed));
        Assert.All(results.Where(result => !result.IsClosed), result => Assert.Equal(CheckoutStatus.OutOfStock, result.Status));
        Assert.Equal(0, (await Catalogue.Find(_sku))!.Stock);
        var balances = await Task.WhenAll(customers.Select(async customer => (await Cluster.Grains.GetAccount(customer).Read(0, 1)).Balance?.MinorUnits ?? 0));
        Assert.Equal(50 * 100, balances.Sum());
    }

    private async Task<(Money? Balance, Money? Reserved)> OwedAsync()
    {
        var account = await Cluster.Grains.GetAccount(_customer).Read(0, 1);
        return (account.Balance, account.Reserved);
    }

    private static async Task<CheckoutResult?> OrNothing(Func<Task<CheckoutResult>> checkout)
    {
        try
        {
            return await checkout();
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }
}
