using Inventory.Domain.Allocations;
using Inventory.Gateway.Allocations;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Microsoft.AspNetCore.Mvc;

namespace Inventory.Gateway.Waiting;

/// <summary>The waiting list of one resource.</summary>
public sealed class WaitingApi(ResourceType type, IGrainFactory grains, DirectAllocation direct, GrantBooking bookings, TimeProvider clock)
{
    private readonly WaitingLists _lists = new(type, grains, direct, bookings, clock);

    public void Map(RouteGroupBuilder collection)
    {
        var waiting = collection.MapGroup("/{id:guid}/waiting").RequireAuthorization(Access.Book);
        waiting.MapPost("/", Wait).Named("wait")
            .Accepts<WaitingRequest>("application/json")
            .Creates<WaitingResponse>("The new entry.").Problems(TypeWaitingApi.ProblemsOfWaiting);
        waiting.MapGet("/", List).Named("listWaiting")
            .Returns<WaitingResponse[]>(200, "The entries, by arrival; those that have ended for some days.").Problems(ProblemTypes.NotFound);
        waiting.MapGet("/{entry_id:guid}", Read).Named("readWaiting")
            .Returns<WaitingResponse>(200, "The entry.").Problems(ProblemTypes.NotFound);
        waiting.MapPost("/{entry_id:guid}/accept", Accept).Named("acceptGrant")
            .Returns<WaitingResponse>(200, "The entry: its allocation is firm, or requested where it needs an approval.").Problems(TypeWaitingApi.ProblemsOfAccepting);
        waiting.MapPost("/{entry_id:guid}/decline", Decline).Named("declineGrant")
            .Returns<WaitingResponse>(200, "The entry, declined.").Problems(ProblemTypes.NotFound, ProblemTypes.GrantAccepted);
        waiting.MapDelete("/{entry_id:guid}", Remove).Named("removeWaiting")
            .Returns(204, "The entry is gone.").Problems(ProblemTypes.NotFound, ProblemTypes.GrantAccepted);
    }

    [EndpointSummary("Waits for a time that is taken.")]
    [EndpointDescription("The change that frees the time grants it to the first entry, by arrival, that it fits completely; the time is never free in between. Nobody waits for what can be had now, or for a time that the rules refuse.")]
    private Task<IResult> Wait(Guid id, HttpContext http, CancellationToken cancellation) => _lists.WaitAsync(http, id, cancellation);

    [EndpointSummary("Lists who waits for a resource.")]
    [EndpointDescription("By arrival. A customer sees only its own entries.")]
    private Task<IResult> List(Guid id, HttpContext http) => _lists.ListAsync(http, id);

    [EndpointSummary("Reads an entry of a waiting list.")]
    [EndpointDescription("One that has ended can be read for some days.")]
    private Task<IResult> Read(Guid id, [FromRoute(Name = "entry_id")] Guid entryId, HttpContext http) => _lists.ReadAsync(http, id, entryId);

    [EndpointSummary("Accepts a grant.")]
    [EndpointDescription("Its time becomes firm. Where the type has a tariff, it becomes a booking of the customer, and is charged. A second time changes nothing.")]
    private Task<IResult> Accept(Guid id, [FromRoute(Name = "entry_id")] Guid entryId, HttpContext http) => _lists.AcceptAsync(http, id, entryId);

    [EndpointSummary("Declines a grant, or waits no more.")]
    [EndpointDescription("A granted time goes to the next entry that it fits. A second time changes nothing.")]
    private Task<IResult> Decline(Guid id, [FromRoute(Name = "entry_id")] Guid entryId, HttpContext http) => _lists.EndAsync(http, id, entryId, WaitingAction.Decline);

    [EndpointSummary("Removes an entry from a waiting list.")]
    [EndpointDescription("A granted time goes to the next entry that it fits.")]
    private Task<IResult> Remove(Guid id, [FromRoute(Name = "entry_id")] Guid entryId, HttpContext http) => _lists.EndAsync(http, id, entryId, WaitingAction.Remove);
}
