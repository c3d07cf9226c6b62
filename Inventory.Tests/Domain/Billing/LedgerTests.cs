using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Billing;

public sealed class LedgerTests
{
    private static readonly Instant Now = new(1_000_000);

    [Fact]
    public void A_payment_settles_the_oldest_invoices_and_the_rest_is_credit()
    {
        var state = new AccountState().Post(Charge("a", 100), "2026-000001", Now).Post(Charge("b", 50), "2026-000002", Now).Pay(Payment("p", 120), Now);
        Assert.Equal([("2026-000002", 30L)], state.Open.Select(open => (open.Number, open.Due.MinorUnits)));
        state = state.Pay(Payment("q", 100), Now);
        Assert.Equal((-70, 0), (state.Balance!.Value.MinorUnits, state.Open.Length));
        state = state.Post(Charge("c", 90), "2026-000003", Now);
        Assert.Equal((20, 20), (state.Balance!.Value.MinorUnits, state.Open.Single().Due.MinorUnits));
    }

    [Fact]
    public void A_refund_takes_off_its_own_invoice_first()
    {
        var state = new AccountState().Post(Charge("a", 100), "2026-000001", Now).Post(Charge("b", 50), "2026-000002", Now)
            .Refund(new() { Id = "b-", ChargeId = "b", Lines = [new("b", Euro(50))] }, "2026-000003", Now);
        Assert.Equal(("2026-000001", 100L), (state.Open.Single().Number, state.Open.Single().Due.MinorUnits));
        Assert.Equal(EntryKind.Refund, state.Find("b-")!.Kind);
    }

    [Fact]
    public void What_is_reserved_is_owed_when_it_is_posted_and_not_before()
    {
        var state = new AccountState().Reserve(Held("a", 100, expires: 2_000_000), Now).Reserve(Held("b", 50, expires: 3_000_000), Now);
        Assert.Equal((null, 150), (state.Balance, state.ReservedAt(Now)!.Value.MinorUnits));
        Assert.Equal(50, state.ReservedAt(new(2_000_000))!.Value.MinorUnits);
        Assert.Null(state.ReservedAt(new(3_000_000)));
        Assert.Null(state.Void("a").Post(Charge("b", 50), "2026-000001", Now).ReservedAt(Now));
    }

    [Fact]
    public void A_reservation_that_is_made_again_counts_once_and_an_old_one_is_forgotten()
    {
        var state = new AccountState().Reserve(Held("a", 100, expires: 2_000_000), Now).Reserve(Held("a", 100, expires: 2_000_000), Now);
        Assert.Single(state.Reserved);
        var later = new Instant(2_000_000 + 86_400_000_000);
        Assert.Equal(["b"], state.Reserve(Held("b", 1, expires: long.MaxValue - 1), later).Reserved.Select(charge => charge.Id));
    }

    [Fact]
    public void Whatever_happens_the_ledger_sums_to_zero_and_what_is_due_is_what_is_owed()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        for (var run = 0; run < 200; run++)
        {
            var state = new AccountState();
            for (var step = 0; step < 50; step++)
            {
                var before = state.Entries;
                state = Step(state, random, step);
                Assert.True(before.SequenceEqual(state.Entries.Take(before.Length)), $"INVENTORY_SEED={seed}: an entry changed");
                Check(state, $"INVENTORY_SEED={seed} plays this again: run {run}, step {step}");
            }
        }
    }

    private static AccountState Step(AccountState state, Random random, int step)
    {
        var charges = state.Entries.Where(entry => entry.Kind == EntryKind.Charge).ToList();
        return random.Next(5) switch
        {
            0 => state.Reserve(Charge($"r{random.Next(9)}", random.Next(100)), Now),
            1 => state.Void($"r{random.Next(9)}"),
            2 when charges.Count > 0 && charges[random.Next(charges.Count)] is var charge => state.Refund(
                new() { Id = $"f{step}", ChargeId = charge.Id, Lines = [new("back", Euro(1 + random.Next(100))), new("more", Euro(1))] }, $"2026-{step:D6}", Now),
            3 => state.Pay(Payment($"p{step}", 1 + random.Next(150)), Now),
            _ => state.Post(Charge($"c{step}", random.Next(100), random.Next(100)), $"2026-{step:D6}", Now),
        };
    }

    private static void Check(AccountState state, string message)
    {
        var sums = state.Entries.SelectMany(entry => entry.Lines).GroupBy(line => line.Account).ToDictionary(lines => lines.Key, lines => lines.Sum(line => line.Amount.MinorUnits));
        var balance = state.Balance?.MinorUnits ?? 0;
        var due = state.Open.Sum(open => open.Due.MinorUnits);
        Assert.True(sums.Values.Sum() == 0, message);
        Assert.True(sums.GetValueOrDefault(LedgerAccount.Receivable) == balance, message);
        // Who has credit owes nothing, and who owes has no credit.
        Assert.True(due == Math.Max(0, balance), $"{message}: {due} due of {balance}");
        Assert.True(state.Open.All(open => open.Due.MinorUnits > 0 && open.Due <= open.Total), message);
        Assert.True(state.Entries.Select(entry => entry.Number).SequenceEqual(Enumerable.Range(1, state.Entries.Length).Select(n => (long)n)), message);
    }

    private static Charge Charge(string id, params long[] cents) => new() { Id = id, Lines = [.. cents.Select(c => new InvoiceLine("for it", Euro(c)))] };

    private static Charge Held(string id, long cents, long expires) => Charge(id, cents) with { Expires = new(expires) };

    private static Payment Payment(string id, long cents) => new() { Id = id, Amount = Euro(cents), Text = "transfer" };

    private static Money Euro(long cents) => new(cents, "EUR");
}
