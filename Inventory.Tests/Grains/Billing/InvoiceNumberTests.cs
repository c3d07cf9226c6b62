using Inventory.Domain.Billing;
using Inventory.Grains.Billing;
using Inventory.Storage;
using Inventory.Tests.Grains.Bookings;

namespace Inventory.Tests.Grains.Billing;

public sealed class InvoiceNumberTests(GrainFixture fixture) : BookingTest(fixture)
{
    [Fact]
    public async Task Numbers_have_no_gaps_whoever_asks_and_however_often()
    {
        var year = $"year {Guid.NewGuid():N}";
        var numbers = Cluster.Grains.GetInvoiceNumbers(year);
        var taken = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => numbers.Reserve($"charge {i % 100}"))));
        Assert.Equal(Enumerable.Range(1, 100).Select(n => (long)n), taken.Distinct().Order());
        Assert.Equal(taken[..100], taken[100..]);
        await Cluster.DeactivateAsync(numbers);
        Assert.Equal(taken[7], await numbers.Reserve("charge 7"));
        await numbers.Confirm("charge 7");
        Assert.Equal(101, await numbers.Reserve("charge 7"));
    }

    [Fact]
    public async Task A_charge_whose_answer_was_lost_is_on_one_invoice_and_its_number_is_used()
    {
        var charge = new Charge { Id = $"charge {Guid.NewGuid()}", Lines = [new("for it", new(100, "EUR"))] };
        var before = Number(await Account.Post(charge with { Id = $"{charge.Id} before" }));
        for (var write = 1; write <= 3; write++)
        {
            States.FailAfterWrite(write);
            await Assert.ThrowsAnyAsync<Exception>(() => Account.Post(charge));
            States.FailAfterWrite(0);
        }
        var invoice = await Account.Post(charge);
        Assert.Equal(invoice, await Account.Post(charge));
        Assert.Equal((before + 1, before + 2), (Number(invoice), Number(await Account.Post(charge with { Id = $"{charge.Id} after" }))));
        Assert.Equal(300, await OwedAsync());

        static long Number(string invoice) => long.Parse(invoice[5..], null);
    }

    [Fact]
    public async Task A_payment_is_recorded_once()
    {
        await Account.Post(new() { Id = "a", Lines = [new("for it", new(100, "EUR"))] });
        var payment = new Payment { Id = "k", Fingerprint = 1, Amount = new(60, "EUR"), Text = "transfer" };
        var first = await Account.Pay(payment);
        await Cluster.DeactivateAsync(Account);
        Assert.Equal((PaymentStatus.Recorded, first.Entry!.Number), ((await Account.Pay(payment)).Status, (await Account.Pay(payment)).Entry!.Number));
        Assert.Equal(PaymentStatus.KeyReused, (await Account.Pay(payment with { Fingerprint = 2 })).Status);
        Assert.Equal((40, 40), (await OwedAsync(), (await Account.ListInvoices(0, 10)).Invoices.Single().Due.MinorUnits));
        States.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Account.Pay(payment with { Id = "l" }));
        await Account.Pay(payment with { Id = "l" });
        Assert.Equal(-20, await OwedAsync());
    }
}
