using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Requests;
using Inventory.Domain.Users;
using Inventory.Gateway.Api;
using Inventory.Gateway.Security;
using Inventory.Grains.Billing;
using Inventory.Grains.Bookings;
using Inventory.Grains.Users;
using Inventory.Storage;

namespace Inventory.Gateway.Users;

/// <summary>Erases users, of whom nothing is open.</summary>
public sealed class UserErasure(IGrainFactory grains, UserAllocations allocations, TimeProvider clock)
{
    /// <summary>Again, it ends what was interrupted. Of what a request begins that passed just before, a booking that nobody can confirm any more expires; an allocation or an order stays, under the id.</summary>
    /// <param name="id">The user.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellation">Ends the search for what is open, and nothing else.</param>
    public async Task<ErasureResult> EraseAsync(Guid id, Caller? by, CancellationToken cancellation)
    {
        if (await grains.GetUser(id).Read() is not null && await FindOpenAsync(id, cancellation) is { } open)
            return new(ErasureStatus.InUse, open);
        return new(await grains.GetUser(id).Erase(by) ? ErasureStatus.Erased : ErasureStatus.NoSuchUser);
    }

    /// <returns>What is in the way, as a sentence; <c>null</c> when nothing is.</returns>
    private async Task<string?> FindOpenAsync(Guid id, CancellationToken cancellation)
    {
        foreach (var customer in HttpCaller.CustomersOf(id))
        {
            if (await grains.GetCustomer(customer).CountOpen() is > 0 and var bookings)
                return $"The user has {bookings} bookings that have not ended.";
            if ((await grains.GetAccount(customer).Read(0, 1)).Balance is { MinorUnits: > 0 } balance)
                return $"The user owes {balance} {balance.Currency}.";
        }
        var now = clock.Now();
        var open = (await allocations.ReadAsync(id, cancellation)).Allocations.Count(own => own.Allocation.Interval.To > now);
        return open > 0 ? $"The user has {open} allocations that have not ended." : null;
    }
}

/// <summary>A user who wants to be erased, and proves that it is not just its token that wants it.</summary>
public sealed record ErasureRequest
{
    [Required, Length(1, Passwords.MaxLength)]
    public string? Password { get; set; }

    public List<ValidationError> Faults()
    {
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "password", Password, 1, Passwords.MaxLength);
        return faults;
    }
}

/// <summary>How it ended that a user was to be erased.</summary>
public enum ErasureStatus
{
    /// <summary>Now or already before.</summary>
    Erased = 1,

    NoSuchUser = 2,

    /// <summary>Something is open.</summary>
    InUse = 3,
}

/// <param name="Status">What became of it.</param>
/// <param name="Open">What is open, as a sentence.</param>
public sealed record ErasureResult(ErasureStatus Status, string? Open = null);
