using Inventory.Domain.Allocations;
using Inventory.Gateway.Allocations;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Microsoft.AspNetCore.Mvc;

namespace Inventory.Gateway.Waiting;

/// <summary>The waiting list of a type: any of its resources will do.</summary>
public sealed class TypeWaitingApi(ResourceType type, IGrainFactory grains, DirectAllocation direct, GrantBooking bookings, TimeProvider clock)
{
    public static readonly ProblemType[] ProblemsOfWaiting =
        [ProblemTypes.NotFound, ProblemTypes.FreeNow, ProblemTypes.WaitingAlready, ProblemTypes.WaitingListFull, .. ProblemTypes.OfRules, ProblemTypes.BookingLimit, ProblemTypes.IdempotencyKeyReused];

    public static readonly ProblemType[] ProblemsOfAccepting =
        [ProblemTypes.NotFound, ProblemTypes.NotGranted, ProblemTypes.GrantExpired, ProblemTypes.PartOfBooking, ProblemTypes.Quota, ProblemTypes.BookingLimit, ProblemTypes.CreditLimit];

    private readonly WaitingLists _lists = new(type, grains, direct, bookings, clock);

    public void Map(RouteGroupBuilder collection)
    {
        var waiting = collection.MapGroup("/waiting").RequireAuthorization(Access.Book);
        waiting.MapPost("/", Wait).Named("waitForAny")
            .Accepts<WaitingRequest>("application/json")
            .Creates<WaitingResponse>("The new entry.").Problems(ProblemsOfWaiting);
        waiting.MapGet("/", (Delegate)List).Named("listWaitingOfType").IsCostly()
            .Returns<WaitingResponse[]>(200, "The entries of the type and of its resources, by arrival; those that have ended for some days.").Problems();
        waiting.MapGet("/{entry_id:guid}", Read).Named("readWaitingForAny")
            .Returns<WaitingResponse>(200, "The entry.").Problems(ProblemTypes.NotFound);
        waiting.MapPost("/{entry_id:guid}/accept", Accept).Named("acceptGrantOfAny")
            .Returns<WaitingResponse>(200, "The entry: its allocation is firm, or requested where it needs an approval.").Problems(ProblemsOfAccepting);
        waiting.MapPost("/{entry_id:guid}/decline", Decline).Named("declineGrantOfAny")
            .Returns<WaitingResponse>(200, "The entry, declined.").Problems(ProblemTypes.NotFound, ProblemTypes.GrantAccepted);
        waiting.MapDelete("/{entry_id:guid}", Remove).Named("removeWaitingForAny")
            .Returns(204, "The entry is gone.").Problems(ProblemTypes.NotFound, ProblemTypes.GrantAccepted);
    }

    [EndpointSummary("Waits for a time on any resource of a type.")]
    [EndpointDescription("The first resource that is freed for the whole time grants it, and only one does. A resource that is added counts, too.")]
    private Task<IResult> Wait(HttpContext http, CancellationToken cancellation) => _lists.WaitAsync(http, resource: null, cancellation);

    [EndpointSummary("Lists who waits for resources of a type.")]
    [EndpointDescription("By arrival: those who wait for any of them, and those who wait for one of them. A customer sees only its own entries.")]
    private Task<IResult> List(HttpContext http) => _lists.ListAsync(http, resource: null);

    [EndpointSummary("Reads an entry of the waiting list of a type.")]
    [EndpointDescription("Once it is granted, `resource_id` says which resource it is. One that has ended can be read for some days.")]
    private Task<IResult> Read([FromRoute(Name = "entry_id")] Guid entryId, HttpContext http) => _lists.ReadAsync(http, resource: null, entryId);

    [EndpointSummary("Accepts a grant of any resource of a type.")]
    [EndpointDescription("Its time becomes firm. Where the type has a tariff, it becomes a booking of the customer, and is charged. A second time changes nothing.")]
    private Task<IResult> Accept([FromRoute(Name = "entry_id")] Guid entryId, HttpContext http) => _lists.AcceptAsync(http, resource: null, entryId);

    [EndpointSummary("Declines a grant of any resource of a type, or waits no more.")]
    [EndpointDescription("A granted time goes to the next entry that it fits. A second time changes nothing.")]
    private Task<IResult> Decline([FromRoute(Name = "entry_id")] Guid entryId, HttpContext http) => _lists.EndAsync(http, resource: null, entryId, WaitingAction.Decline);

    [EndpointSummary("Removes an entry from the waiting list of a type.")]
    [EndpointDescription("A granted time goes to the next entry that it fits.")]
    private Task<IResult> Remove([FromRoute(Name = "entry_id")] Guid entryId, HttpContext http) => _lists.EndAsync(http, resource: null, entryId, WaitingAction.Remove);
}
