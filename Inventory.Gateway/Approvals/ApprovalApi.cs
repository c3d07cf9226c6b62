using Inventory.Domain.Allocations;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Resources;
using Microsoft.AspNetCore.Mvc;

namespace Inventory.Gateway.Approvals;

/// <summary>Answers to requested allocations of one type.</summary>
public sealed class ApprovalApi(ResourceType type, IGrainFactory grains)
{
    public void Map(RouteGroupBuilder collection)
    {
        var allocation = collection.MapGroup("/{id:guid}/allocations/{allocation_id:guid}").RequireAuthorization(Access.Manage);
        allocation.MapPost("/approve", Approve).Named("approveAllocation").IsVersioned()
            .Returns<AllocationResponse>(200, "The allocation, firm or held.")
            .Problems(ProblemTypes.NotFound, ProblemTypes.OwnRequest, ProblemTypes.AlreadyDecided, ProblemTypes.HoldExpired, ProblemTypes.PartOfWhole, ProblemTypes.PreconditionFailed);
        allocation.MapPost("/decline", Decline).Named("declineAllocation").IsVersioned()
            .Accepts<DeclineRequest>("application/json")
            .Returns<AllocationResponse>(200, "The allocation as it was; its time is free.")
            .Problems(ProblemTypes.NotFound, ProblemTypes.OwnRequest, ProblemTypes.AlreadyDecided, ProblemTypes.HoldExpired, ProblemTypes.PartOfWhole, ProblemTypes.PreconditionFailed);
    }

    [EndpointSummary("Approves a requested allocation.")]
    [EndpointDescription("It becomes firm; if it was to be held first, it is held until its expiry. Nobody approves what they requested themselves.")]
    private Task<IResult> Approve(Guid id, [FromRoute(Name = "allocation_id")] Guid allocationId, HttpContext http) => DecideAsync(id, allocationId, http, isApproved: true, reason: null);

    [EndpointSummary("Declines a requested allocation.")]
    [EndpointDescription("Its time is free at once. The history keeps the reason.")]
    private async Task<IResult> Decline(Guid id, [FromRoute(Name = "allocation_id")] Guid allocationId, HttpContext http, CancellationToken cancellation)
    {
        if (http.Request.ContentLength is null or 0 && !http.Request.Headers.ContainsKey("Transfer-Encoding"))
            return await DecideAsync(id, allocationId, http, isApproved: false, reason: null);
        var (body, _, malformed) = await JsonBody.ReadAsync(http, ApprovalJson.Default.DeclineRequest, cancellation);
        if (body is null) return malformed!;
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "reason", body.Reason, 0, ApproveRequest.MaxReasonLength);
        return faults.Count > 0 ? ProblemResult.Invalid(faults) : await DecideAsync(id, allocationId, http, isApproved: false, body.Reason);
    }

    private async Task<IResult> DecideAsync(Guid id, Guid allocationId, HttpContext http, bool isApproved, string? reason)
    {
        var result = await grains.GetResource(id).Approve(new()
        {
            ResourceType = type.Name,
            AllocationId = allocationId,
            IsApproved = isApproved,
            Reason = reason,
            IfMatch = EntityTag.IfMatch(http.Request),
            RequestedBy = http.Caller(),
            IsPreview = DryRun.IsAsked(http),
        });
        return result.Status switch
        {
            ApproveStatus.Approved => Answer(AllocationResponse.Of(result.Allocation!, id, type.Name), result.Allocation!),
            ApproveStatus.Declined => Answer(AllocationResponse.Of(result.Allocation!, id, type.Name) with { Status = "declined", Expires = Instant.PlusInfinity }, result.Allocation!),
            ApproveStatus.NoSuchResource => ProblemResult.NotFound("resource"),
            ApproveStatus.NoSuchAllocation => ProblemResult.NotFound("allocation"),
            ApproveStatus.Expired => new ProblemResult(ProblemTypes.HoldExpired, "Nobody answered the request in time: its time is free again."),
            ApproveStatus.AlreadyDecided => ProblemResult.OfType(ProblemTypes.AlreadyDecided),
            ApproveStatus.OwnRequest => ProblemResult.OfType(ProblemTypes.OwnRequest),
            ApproveStatus.PartOfWhole => ProblemResult.PartOf(result.Whole!),
            ApproveStatus.PreconditionFailed => ProblemResult.OfType(ProblemTypes.PreconditionFailed),
        };
    }

    private static ApiResult<AllocationResponse> Answer(AllocationResponse body, Allocation allocation) =>
        new(200, body, ApiJson.Default.AllocationResponse) { Version = allocation.Version };
}
