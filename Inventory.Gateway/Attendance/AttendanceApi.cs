using Inventory.Domain.Allocations;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Bookings;
using Inventory.Grains.Resources;
using Microsoft.AspNetCore.Mvc;

namespace Inventory.Gateway.Attendance;

/// <summary>The customer of an allocation appears, and leaves.</summary>
public sealed class AttendanceApi(ResourceType type, IGrainFactory grains)
{
    public void Map(RouteGroupBuilder collection)
    {
        var allocation = collection.MapGroup("/{id:guid}/allocations/{allocation_id:guid}").RequireAuthorization(Access.Book);
        allocation.MapPost("/check-in", CheckIn).Named("checkIn").IsVersioned()
            .Returns<AllocationResponse>(200, "The allocation, checked in.")
            .Problems(ProblemTypes.NotFound, ProblemTypes.TooEarly, ProblemTypes.NoShow, ProblemTypes.NotFirm, ProblemTypes.PartOfWhole, ProblemTypes.PreconditionFailed);
        allocation.MapPost("/check-out", CheckOut).Named("checkOut").IsVersioned()
            .Returns<AllocationResponse>(200, "The allocation, which ends now or with the current slot.")
            .Problems(ProblemTypes.NotFound, ProblemTypes.TooEarly, ProblemTypes.NoShow, ProblemTypes.NotFirm, ProblemTypes.PartOfBooking, ProblemTypes.PartOfWhole, ProblemTypes.PreconditionFailed);
    }

    [EndpointSummary("Records that the customer of an allocation is there.")]
    [EndpointDescription("From the time that the rule `check_in` opens to the time that it closes. A second time changes nothing.")]
    private Task<IResult> CheckIn(Guid id, [FromRoute(Name = "allocation_id")] Guid allocationId, HttpContext http) => AttendAsync(id, allocationId, http, isLeaving: false);

    [EndpointSummary("Records that the customer of an allocation has left.")]
    [EndpointDescription("The rest of its time is free at once, from the next slot on where there are slots. A booking is returned instead.")]
    private Task<IResult> CheckOut(Guid id, [FromRoute(Name = "allocation_id")] Guid allocationId, HttpContext http) => AttendAsync(id, allocationId, http, isLeaving: true);

    private async Task<IResult> AttendAsync(Guid id, Guid allocationId, HttpContext http, bool isLeaving)
    {
        if (http.IsCustomer() && !await IsOwnAsync(id, allocationId, http)) return ProblemResult.NotFound("allocation");
        var result = await grains.GetResource(id).Attend(new()
        {
            ResourceType = type.Name,
            AllocationId = allocationId,
            IsLeaving = isLeaving,
            IfMatch = EntityTag.IfMatch(http.Request),
            RequestedBy = http.Caller(),
            IsPreview = DryRun.IsAsked(http),
        });
        return Answer(result, allocation => new ApiResult<AllocationResponse>(200, AllocationResponse.Of(allocation, id, type.Name), ApiJson.Default.AllocationResponse) { Version = allocation.Version });
    }

    internal static IResult Answer(AttendResult result, Func<Allocation, IResult> answer) =>
        result.Status switch
        {
            AttendStatus.CheckedIn or AttendStatus.CheckedOut => answer(result.Allocation!),
            AttendStatus.NoSuchResource => ProblemResult.NotFound("resource"),
            AttendStatus.NoSuchAllocation => ProblemResult.NotFound("allocation"),
            AttendStatus.TooEarly => new ProblemResult(ProblemTypes.TooEarly, $"It is possible from {result.Opens!.Value} on.") { Opens = result.Opens },
            AttendStatus.NoShow => ProblemResult.OfType(ProblemTypes.NoShow),
            AttendStatus.NotFirm => ProblemResult.OfType(ProblemTypes.NotFirm),
            AttendStatus.PartOfBooking => ProblemResult.PartOf(result.Booking!.Value),
            AttendStatus.PartOfWhole => ProblemResult.PartOf(result.Whole!),
            AttendStatus.PreconditionFailed => ProblemResult.OfType(ProblemTypes.PreconditionFailed),
        };

    // Whose the allocation of a booking is, its booking knows.
    private async Task<bool> IsOwnAsync(Guid id, Guid allocationId, HttpContext http)
    {
        var found = (await grains.GetResource(id).FindAllocation(type.Name, allocationId)).Allocation;
        var owner = found?.Booking is { } booking ? (await grains.GetBooking(booking).Read())?.Customer : found?.Owner.ToString();
        return owner == http.Customer();
    }
}
