using Inventory.Domain.Allocations;
using Inventory.Gateway.Allocations;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Bookings;
using Inventory.Grains.Resources;

namespace Inventory.Gateway.Waiting;

/// <summary>The waiting list of a resource, or of a type: the same requests get the same answers from both.</summary>
public sealed class WaitingLists(ResourceType type, IGrainFactory grains, DirectAllocation direct, GrantBooking bookings, TimeProvider clock)
{
    /// <param name="http">The request.</param>
    /// <param name="resource"><c>null</c> for any of the type.</param>
    /// <param name="cancellation">Of the request.</param>
    public async Task<IResult> WaitAsync(HttpContext http, Guid? resource, CancellationToken cancellation)
    {
        var (body, key, malformed) = await JsonBody.ReadAsync(http, WaitingJson.Default.WaitingRequest, cancellation);
        if (body is null) return malformed!;
        var (command, entry, invalid) = body.ToEntry(type, key, http.Caller(), clock.Now());
        if (command is null) return invalid!;
        var (customer, refused) = await NamedCustomer.FindAsync(http, grains, body.Customer);
        if (refused is not null) return refused;
        var isDryRun = DryRun.IsAsked(http);
        // It counts from now on: the grant may come at any time.
        var (admitted, limit) = await direct.ReserveAsync(http, resource, command with { Customer = customer, IsPreview = isDryRun });
        if (admitted is null) return limit!;

        var wanted = entry! with { Customer = customer, Id = admitted.Id, IsPreview = isDryRun };
        var result = resource is { } id ? await grains.GetResource(id).Wait(wanted) : await grains.GetWaitingList(type.Name).Wait(wanted);
        await direct.CompleteAsync(admitted, result.IsWaiting);
        return result.Status switch
        {
            WaitStatus.Waiting => new ApiResult<WaitingResponse>(201, WaitingResponse.Of(result.Entry!, result.Position, resource, type.Name), WaitingJson.Default.WaitingResponse) { Location = $"{PathOf(resource)}/{result.Entry!.Id}" },
            WaitStatus.NoSuchResource => ProblemResult.NotFound("resource"),
            WaitStatus.FreeNow => ProblemResult.OfType(ProblemTypes.FreeNow),
            WaitStatus.WaitingAlready => ProblemResult.OfType(ProblemTypes.WaitingAlready),
            WaitStatus.ListFull => ProblemResult.OfType(ProblemTypes.WaitingListFull),
            WaitStatus.Refused => RuleProblem.Of(result.Judgement, resource ?? Guid.Empty, type.Name, http.IsCustomer()),
            WaitStatus.KeyReused => ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused),
        };
    }

    public async Task<IResult> ListAsync(HttpContext http, Guid? resource)
    {
        var customer = http.Caller()?.Customer;
        if (resource is { } id && await grains.GetResource(id).Read(type.Name) is null) return ProblemResult.NotFound("resource");
        var found = resource is { } one
            ? (await grains.GetResource(one).ListWaiting(type.Name, customer)).Where(IsOfResource).Select(entry => WaitingResponse.Of(entry.Entry, entry.Position, one, type.Name))
            : (await grains.GetWaitingList(type.Name).List(customer)).Select(entry => WaitingResponse.Of(entry.Waiting.Entry, entry.Waiting.Position, entry.Resource, type.Name));
        return new ApiResult<WaitingResponse[]>(200, [.. found], WaitingJson.Default.WaitingResponseArray);
    }

    public async Task<IResult> ReadAsync(HttpContext http, Guid? resource, Guid entryId) =>
        await FindAsync(http, resource, entryId) is var (entry, place) ? Answer(entry.Entry, entry.Position, place) : ProblemResult.NotFound("entry");

    public async Task<IResult> AcceptAsync(HttpContext http, Guid? resource, Guid entryId)
    {
        if (await FindAsync(http, resource, entryId) is not var (found, place)) return ProblemResult.NotFound("entry");
        // What has a price is accepted as a booking of the customer who waits, and in no other way.
        if (found.Entry.Owner is not { } customer || !direct.IsPriced(type))
            return await ChangeAsync(http, resource, entryId, WaitingAction.Accept);
        return found.Entry.Stage switch
        {
            AllocationStage.Granted when place is { } id => await bookings.AcceptAsync(http, type, id, found.Entry, customer) ?? await ReadAsync(http, resource, entryId),
            AllocationStage.Waiting or AllocationStage.Offered or AllocationStage.Granted => ProblemResult.OfType(ProblemTypes.NotGranted),
            AllocationStage.Lapsed or AllocationStage.WaitingDeclined => ProblemResult.OfType(ProblemTypes.GrantExpired),
            _ => Answer(found.Entry, position: 0, place),
        };
    }

    public async Task<IResult> EndAsync(HttpContext http, Guid? resource, Guid entryId, WaitingAction action)
    {
        if (await FindAsync(http, resource, entryId) is not var (found, _)) return ProblemResult.NotFound("entry");
        var answer = await ChangeAsync(http, resource, entryId, action);
        if (!DryRun.IsAsked(http) && answer is not ProblemResult)
            await direct.ReleaseAsync(entryId, found.Entry.Owner);
        return answer;
    }

    private async Task<IResult> ChangeAsync(HttpContext http, Guid? resource, Guid entryId, WaitingAction action)
    {
        var request = new ChangeWaitingRequest { ResourceType = type.Name, EntryId = entryId, Action = action, RequestedBy = http.Caller(), IsPreview = DryRun.IsAsked(http) };
        var (result, place) = resource is { } id
            ? (await grains.GetResource(id).ChangeWaiting(request), id)
            : await grains.GetWaitingList(type.Name).Change(request) is var ofType ? (ofType.Result, ofType.Resource) : default;
        return result.Status switch
        {
            ChangeWaitingStatus.Changed when action == WaitingAction.Remove => Results.NoContent(),
            ChangeWaitingStatus.Changed => Answer(result.Entry!, position: 0, place),
            ChangeWaitingStatus.NoSuchResource or ChangeWaitingStatus.NoSuchEntry => ProblemResult.NotFound("entry"),
            ChangeWaitingStatus.NotGranted => ProblemResult.OfType(ProblemTypes.NotGranted),
            ChangeWaitingStatus.GrantExpired => ProblemResult.OfType(ProblemTypes.GrantExpired),
            ChangeWaitingStatus.Accepted => ProblemResult.OfType(ProblemTypes.GrantAccepted),
            ChangeWaitingStatus.PartOfBooking => ProblemResult.PartOf(result.Entry!.Booking!.Value),
        };
    }

    private async Task<(WaitingEntry Entry, Guid? Resource)?> FindAsync(HttpContext http, Guid? resource, Guid entryId)
    {
        (WaitingEntry Entry, Guid? Resource)? found = resource is { } id
            ? await grains.GetResource(id).FindWaiting(type.Name, entryId) is { } own && IsOfResource(own) ? (own, id) : null
            : await grains.GetWaitingList(type.Name).Find(entryId) is { } ofType ? (ofType.Waiting, ofType.Resource) : null;
        return found is { } some && (!http.IsCustomer() || await IsOwnAsync(http, some.Entry.Entry)) ? found : null;
    }

    // What waits for any of the type is changed in the list of the type alone: there it is counted.
    private static bool IsOfResource(WaitingEntry entry) => entry.Entry.Extras?.IsForType != true;

    // Whose the allocation of a booking is, its booking knows.
    private async Task<bool> IsOwnAsync(HttpContext http, Allocation entry) => entry.Booking is { } booking
        ? (await grains.GetBooking(booking).Read())?.Customer == http.Customer()
        : entry.Owner == http.Caller()?.Customer;

    private ApiResult<WaitingResponse> Answer(Allocation entry, int position, Guid? resource) => new(200, WaitingResponse.Of(entry, position, resource, type.Name), WaitingJson.Default.WaitingResponse);

    private string PathOf(Guid? resource) => resource is { } id ? $"{type.CollectionPath}/{id}/waiting" : $"{type.CollectionPath}/waiting";
}
