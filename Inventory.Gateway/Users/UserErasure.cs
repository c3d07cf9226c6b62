using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Allocations;
using Inventory.Domain.Users;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Billing;
using Inventory.Grains.Bookings;
using Inventory.Grains.Resources;
using Inventory.Grains.Users;

namespace Inventory.Gateway.Users;

public sealed class UserErasure(IGrainFactory grains, UserAllocations allocations, ResourceTypes types, TimeProvider clock)
{
    /// <summary>Can be repeated after an interruption. Of a request that was decided just before, a booking expires; an allocation or an order stays, under the id.</summary>
    public async Task<ErasureResult> EraseAsync(Guid id, Caller? caller, CancellationToken cancellation)
    {
        if (await grains.GetUser(id).Read() is not null && await FindOpenAsync(id, cancellation) is { } open)
            return new(ErasureStatus.InUse, open);
        return new(await grains.GetUser(id).Erase(caller) ? ErasureStatus.Erased : ErasureStatus.NoSuchUser);
    }

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
        var open = await allocations.ReadAsync(id, cancellation).CountAsync(own => own.Allocation.Interval.To > now, cancellation);
        if (open > 0)
            return $"The user has {open} allocations that have not ended.";
        var lists = await Task.WhenAll(types.Allocatable.Select(type => grains.GetWaitingList(type.Name).List(id)));
        var waiting = lists.Sum(list => list.Count(entry => entry.Waiting.Entry.Stage is AllocationStage.Waiting or AllocationStage.Offered));
        return waiting > 0 ? $"The user waits for {waiting} times." : null;
    }
}

/// <summary>The erasure of the caller. The password proves that the caller has more than a token.</summary>
[Example("""{"password": "correct horse battery"}""")]
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

public enum ErasureStatus
{
    Erased = 1,

    NoSuchUser = 2,

    InUse = 3,
}

public sealed record ErasureResult(ErasureStatus Status, string? Open = null);
