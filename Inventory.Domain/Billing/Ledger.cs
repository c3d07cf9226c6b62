using System.Diagnostics;
using Inventory.Domain.Pricing;

namespace Inventory.Domain.Billing;

/// <summary>Every entry sums up to zero. <c>Post</c>, <c>Refund</c> and <c>Pay</c> expect that the account has no entry with the same id.</summary>
public static class Ledger
{
    /// <summary>A reservation that expired this long ago is dropped: its owner has posted or voided it, or never will.</summary>
    private static readonly TimeSpan ReservationRetention = TimeSpan.FromDays(1);

    public static LedgerEntry? Find(this AccountState state, string id) => state.Entries.FirstOrDefault(entry => entry.Id == id);

    public static Money? ReservedAt(this AccountState state, Instant now) =>
        state.Reserved.Where(charge => now < charge.Expires).Select(charge => (Money?)charge.Total()).Aggregate((Money?)null, Sum);

    public static AccountState Reserve(this AccountState state, Charge charge, Instant now) => state with
    {
        Reserved = [.. state.Reserved.Where(other => other.Id != charge.Id && !IsOutdated(other, now)), charge],
    };

    public static AccountState Void(this AccountState state, string chargeId) => state with { Reserved = state.Reserved.RemoveAll(charge => charge.Id == chargeId) };

    public static AccountState Post(this AccountState state, Charge charge, string invoice, Instant now)
    {
        var total = charge.Total();
        var credit = state.Balance is { MinorUnits: < 0 } balance ? -balance : Money.Zero(total.Currency);
        var due = credit < total ? total - credit : Money.Zero(total.Currency);
        var posted = state.Void(charge.Id).Add(new LedgerEntry
        {
            Number = state.Entries.Length + 1,
            Id = charge.Id,
            Kind = EntryKind.Charge,
            At = now,
            Text = charge.Lines[0].Text,
            Lines = [new(LedgerAccount.Receivable, total), new(LedgerAccount.Revenue, -total)],
            Invoice = invoice,
            Actor = charge.Actor,
        });
        return due.IsZero ? posted : posted with { Open = posted.Open.Add(new(posted.Entries.Length, invoice, now, total, due)) };
    }

    public static AccountState Refund(this AccountState state, Refund refund, string invoice, Instant now)
    {
        var total = refund.Lines.Select(line => line.Amount).Aggregate((sum, amount) => sum + amount);
        return state.Add(new LedgerEntry
        {
            Number = state.Entries.Length + 1,
            Id = refund.Id,
            Kind = EntryKind.Refund,
            At = now,
            Text = refund.Lines[0].Text,
            Lines = [new(LedgerAccount.Revenue, total), new(LedgerAccount.Receivable, -total)],
            Invoice = invoice,
            Actor = refund.Actor,
        }).Apply(total, state.Find(refund.ChargeId)?.Invoice);
    }

    public static AccountState Pay(this AccountState state, Payment payment, Instant now) => state.Add(new LedgerEntry
    {
        Number = state.Entries.Length + 1,
        Id = payment.Id,
        Fingerprint = payment.Fingerprint,
        Kind = EntryKind.Payment,
        At = now,
        Text = payment.Text,
        Lines = [new(LedgerAccount.Cash, payment.Amount), new(LedgerAccount.Receivable, -payment.Amount)],
        Actor = payment.Actor,
    }).Apply(payment.Amount, first: null);

    public static Money? Sum(Money? left, Money? right) => left is { } l && right is { } r ? l + r : left ?? right;

    /// <summary>Pays the given invoice first, then the oldest ones. The rest stays as a credit.</summary>
    private static AccountState Apply(this AccountState state, Money amount, string? first)
    {
        var open = state.Open.ToBuilder();
        foreach (var balance in state.Open.OrderByDescending(s => s.Number == first))
        {
            var part = amount < balance.Due ? amount : balance.Due;
            amount -= part;
            open[open.IndexOf(balance)] = balance with { Due = balance.Due - part };
        }
        open.RemoveAll(balance => balance.Due.IsZero);
        return state with { Open = open.ToImmutable() };
    }

    /// <summary>Checks what is stored.</summary>
    /// <returns>The first contradiction, as a sentence; <c>null</c> if there is none.</returns>
    public static string? FindContradiction(this AccountState state)
    {
        Money? owed = null;
        for (var i = 0; i < state.Entries.Length; i++)
        {
            if (state.Entries[i].Number != i + 1)
                return $"Entry {i + 1} is missing.";
            if (!IsBalanced(state.Entries[i]))
                return $"Entry {i + 1} does not sum up to zero.";
            owed = Sum(owed, Owed(state.Entries[i]));
        }
        return owed == state.Balance ? null : $"The balance is {state.Balance}, but the entries make {owed}.";
    }

    private static AccountState Add(this AccountState state, LedgerEntry entry)
    {
        if (!IsBalanced(entry))
            throw new UnreachableException($"The entry {entry.Id} does not sum up to zero.");
        return state with { Entries = state.Entries.Add(entry), Balance = Sum(state.Balance, Owed(entry)) };
    }

    private static bool IsBalanced(LedgerEntry entry) => entry.Lines.Select(line => line.Amount).Aggregate((sum, amount) => sum + amount).IsZero;

    private static Money? Owed(LedgerEntry entry) => entry.Lines.Where(line => line.Account == LedgerAccount.Receivable).Select(line => (Money?)line.Amount).Aggregate(Sum);

    private static bool IsOutdated(Charge charge, Instant now) =>
        charge.Expires.IsFinite && charge.Expires.Microseconds + (long)ReservationRetention.TotalMicroseconds <= now.Microseconds;
}
