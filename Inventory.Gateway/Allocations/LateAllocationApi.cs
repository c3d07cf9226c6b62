using Inventory.Domain.Allocations;
using Inventory.Gateway.Attendance;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Resources;
using Microsoft.AspNetCore.Mvc;

namespace Inventory.Gateway.Allocations;

/// <summary>Allocations that are bound late: their paths name the type, and not the resource, which may change.</summary>
public sealed class LateAllocationApi(ResourceType type, IGrainFactory grains, DirectAllocation direct)
{
    public void Map(RouteGroupBuilder collection)
    {
        var late = collection.MapGroup("/allocations/{allocation_id:guid}").RequireAuthorization(Access.Book);
        late.MapGet("/", Read).Named("readLateAllocation")
            .Returns<PoolAllocationResponse>(200, "The allocation.").Problems(ProblemTypes.NotFound);
        late.MapDelete("/", Release).Named("releaseLateAllocation")
            .Returns(204, "The allocation is released.").Problems(ProblemTypes.NotFound, ProblemTypes.BookingsOnly);
        late.MapPost("/confirm", Confirm).Named("confirmLateAllocation")
            .Returns<PoolAllocationResponse>(200, "The confirmed allocation.")
            .Problems(ProblemTypes.NotFound, ProblemTypes.HoldExpired, ProblemTypes.ApprovalNeeded, ProblemTypes.Invalid, ProblemTypes.IdempotencyKeyReused, ProblemTypes.BookingsOnly);
        late.MapPost("/bind", Bind).Named("bindAllocation").IsNotRepeatable()
            .Accepts<BindingRequest>("application/json")
            .Returns<PoolAllocationResponse>(200, "The allocation, on its resource.")
            .Problems(ProblemTypes.NotFound, ProblemTypes.Overlap, ProblemTypes.BoundAlready, ProblemTypes.ApprovalNeeded, ProblemTypes.Invalid, ProblemTypes.BookingsOnly);
        late.MapPost("/check-in", CheckIn).Named("checkInLateAllocation").IsNotRepeatable()
            .Returns<PoolAllocationResponse>(200, "The allocation, checked in on its resource.")
            .Problems(ProblemTypes.NotFound, ProblemTypes.TooEarly, ProblemTypes.NoShow, ProblemTypes.NotFirm);
    }

    [EndpointSummary("Reads an allocation that is bound late.")]
    [EndpointDescription("`resource_id` is `null` until a resource is chosen.")]
    private async Task<IResult> Read([FromRoute(Name = "allocation_id")] Guid allocationId, HttpContext http)
    {
        var found = await AskAsync(allocationId, resource => grains.GetResource(resource).FindAllocation(type.Name, allocationId), static result => !result.IsFound);
        return found is var (resource, result) && result.IsFound && http.Caller()?.MaySee(result.Allocation.Owner) != false ? Answer(resource, result.Allocation) : ProblemResult.NotFound("allocation");
    }

    [EndpointSummary("Releases an allocation that is bound late.")]
    [EndpointDescription("Its time is free at once. A second time it is not found.")]
    private async Task<IResult> Release([FromRoute(Name = "allocation_id")] Guid allocationId, HttpContext http)
    {
        if (direct.Refuse(http, type) is { } refusal) return refusal;
        var request = new ReleaseRequest { ResourceType = type.Name, AllocationId = allocationId, RequestedBy = http.Caller(), IsPreview = DryRun.IsAsked(http) };
        var asked = await AskAsync(allocationId, resource => grains.GetResource(resource).Release(request), static result => result.Status == ReleaseStatus.NoSuchAllocation);
        if (asked is not var (_, result)) return ProblemResult.NotFound("allocation");
        if (result.Status == ReleaseStatus.Released && !request.IsPreview)
            await direct.ReleaseAsync(allocationId, result.Owner);
        return AllocationApi.Answer(result);
    }

    [EndpointSummary("Confirms a hold that is bound late.")]
    [EndpointDescription("The hold becomes firm. An allocation that is firm already stays as it is.")]
    private async Task<IResult> Confirm([FromRoute(Name = "allocation_id")] Guid allocationId, HttpContext http)
    {
        if (direct.Refuse(http, type) is { } refusal) return refusal;
        var (key, problem) = IdempotencyKeyHeader.Of(http.Request, body: default);
        if (problem is not null) return problem;
        var request = new ConfirmRequest { ResourceType = type.Name, AllocationId = allocationId, Key = key, RequestedBy = http.Caller(), IsPreview = DryRun.IsAsked(http) };
        var asked = await AskAsync(allocationId, resource => grains.GetResource(resource).Confirm(request), static result => result.Status == ConfirmStatus.NoSuchAllocation);
        return asked is var (resource, result) ? AllocationApi.Answer(result, allocation => Answer(resource, allocation)) : ProblemResult.NotFound("allocation");
    }

    [EndpointSummary("Chooses the resource of an allocation that is bound late.")]
    [EndpointDescription("The one that is named, if what takes it can move to an equal one; without a body, any. `Content-Location` is the path of the allocation on its resource. A second time changes nothing.")]
    private async Task<IResult> Bind([FromRoute(Name = "allocation_id")] Guid allocationId, HttpContext http, CancellationToken cancellation)
    {
        if (direct.Refuse(http, type) is { } refusal) return refusal;
        var (named, problem) = await BindingRequest.ReadAsync(http, cancellation);
        if (problem is not null) return problem;
        var request = new BindRequest { ResourceType = type.Name, AllocationId = allocationId, Resource = named, RequestedBy = http.Caller(), IsPreview = DryRun.IsAsked(http) };
        var asked = await AskAsync(allocationId, resource => grains.GetResource(resource).Bind(request), static result => result.Status == BindStatus.NoSuchAllocation);
        if (asked is not var (resource, result)) return ProblemResult.NotFound("allocation");
        if (result.Status == BindStatus.StandsElsewhere)
            (resource, result) = (named!.Value, await grains.GetLateAllocations(type.Name).Bind(request));
        return result.Status switch
        {
            BindStatus.Bound => Answer(resource, result.Allocation!),
            BindStatus.NoSuchAllocation => ProblemResult.NotFound("allocation"),
            BindStatus.PreconditionFailed => ProblemResult.OfType(ProblemTypes.PreconditionFailed),
            BindStatus.BoundElsewhere => ProblemResult.OfType(ProblemTypes.BoundAlready),
            BindStatus.StandsElsewhere => ProblemResult.OfType(ProblemTypes.Unavailable),
            BindStatus.Taken => new ProblemResult(ProblemTypes.Overlap, $"The {type.Name} is taken for that time by what cannot move."),
            BindStatus.NotEqual => ProblemResult.Invalid(ValidationError.Member("resource", $"This is not the id of a {type.Name} with the same attributes and rules as the one that would be used.")),
            BindStatus.AwaitsApproval => ProblemResult.OfType(ProblemTypes.ApprovalNeeded),
        };
    }

    [EndpointSummary("Records that the customer of an allocation that is bound late is there.")]
    [EndpointDescription("It binds the allocation to the resource that the answer names.")]
    private async Task<IResult> CheckIn([FromRoute(Name = "allocation_id")] Guid allocationId, HttpContext http)
    {
        var request = new AttendRequest { ResourceType = type.Name, AllocationId = allocationId, IsLeaving = false, RequestedBy = http.Caller(), IsPreview = DryRun.IsAsked(http) };
        var asked = await AskAsync(allocationId, resource => grains.GetResource(resource).Attend(request), static result => result.Status == AttendStatus.NoSuchAllocation);
        return asked is var (resource, result) ? AttendanceApi.Answer(result, allocation => Answer(resource, allocation)) : ProblemResult.NotFound("allocation");
    }

    private Task<(Guid Resource, T Answer)?> AskAsync<T>(Guid allocation, Func<Guid, Task<T>> ask, Func<T, bool> isElsewhere) => grains.AskLateAsync(type.Name, allocation, ask, isElsewhere);

    private ApiResult<PoolAllocationResponse> Answer(Guid resource, Allocation allocation) => new(200, PoolAllocationResponse.Of(allocation, resource, type.Name), ApiJson.Default.PoolAllocationResponse)
    {
        ContentLocation = allocation.IsLate ? null : $"{type.CollectionPath}/{resource}/allocations/{allocation.Id}",
    };
}

/// <summary>Where an allocation that is bound late is to be.</summary>
[Example("""{"resource": "0198a7b0-0000-7000-8000-0000000000aa"}""")]
public sealed record BindingRequest
{
    /// <summary>The id of a resource; any if it is not given.</summary>
    public string? Resource { get; set; }

    /// <returns>The id, <c>null</c> if none is named, or why the body is refused.</returns>
    internal static async Task<(Guid? Resource, ProblemResult? Problem)> ReadAsync(HttpContext http, CancellationToken cancellation)
    {
        if (http.Request.ContentLength is null or 0 && !http.Request.Headers.ContainsKey("Transfer-Encoding"))
            return (null, null);
        var (body, _, malformed) = await JsonBody.ReadAsync(http, AllocationJson.Default.BindingRequest, cancellation);
        if (body is null)
            return (null, malformed);
        return body.Resource is null ? (null, null) : Uuid.TryParse(body.Resource, out var id) ? (id, null) : (null, ProblemResult.Invalid(ValidationError.Member("resource", "This is not an id of a resource.")));
    }
}
