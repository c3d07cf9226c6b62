using Inventory.Domain.Allocations;
using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Domain.Shop;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Configuration;
using Inventory.Grains.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Allocations;

public sealed class AllocationApi(
    ResourceType type, IGrainFactory grains, ResourceReader reader, AllocationListCache lists, PointInTimeReader history, DirectAllocation direct, TimeProvider clock,
    IOptions<LimitsOptions> limits)
{
    public void Map(RouteGroupBuilder collection)
    {
        var allocations = collection.MapGroup("/{id:guid}/allocations").RequireAuthorization(Access.Book);
        allocations.MapPost("/", Allocate).Named("allocate").IsVersioned()
            .Accepts<AllocationRequest>("application/json")
            .Creates<AllocationResponse>("The new allocation.")
            .Problems([ProblemTypes.NotFound, .. ProblemTypes.OfRules, ProblemTypes.BookingLimit, ProblemTypes.IdempotencyKeyReused, ProblemTypes.BookingsOnly]);
        allocations.MapGet("/", List).Named("listAllocations").ReadsPast()
            .Returns<AllocationResponse[]>(200, "The allocations, ordered by start.").Problems(ProblemTypes.NotFound, ProblemTypes.Invalid);
        allocations.MapGet("/{allocation_id:guid}", Read).Named("readAllocation").IsVersioned().ReadsPast()
            .Returns<AllocationResponse>(200, "The allocation.").Returns(304, "Not modified: the client has the current version.")
            .Problems(ProblemTypes.NotFound, ProblemTypes.Invalid);
        allocations.MapPatch("/{allocation_id:guid}", Update).Named("updateAllocation").IsVersioned()
            .Accepts<AllocationPatch>("application/json", "application/merge-patch+json")
            .Returns<AllocationResponse>(200, "The updated allocation.")
            .Problems([ProblemTypes.NotFound, .. ProblemTypes.OfRules, ProblemTypes.BookingLimit, ProblemTypes.PreconditionFailed, ProblemTypes.PartOfBooking, ProblemTypes.PartOfWhole, ProblemTypes.BookingsOnly]);
        allocations.MapPost("/{allocation_id:guid}/confirm", Confirm).Named("confirmAllocation").IsVersioned()
            .Returns<AllocationResponse>(200, "The confirmed allocation.")
            .Problems(ProblemTypes.NotFound, ProblemTypes.HoldExpired, ProblemTypes.PartOfBooking, ProblemTypes.PartOfWhole, ProblemTypes.ApprovalNeeded, ProblemTypes.Invalid, ProblemTypes.IdempotencyKeyReused, ProblemTypes.BookingsOnly);
        allocations.MapDelete("/{allocation_id:guid}", Release).Named("releaseAllocation").IsVersioned()
            .Returns(204, "The allocation is released.").Problems(ProblemTypes.NotFound, ProblemTypes.PartOfBooking, ProblemTypes.PartOfWhole, ProblemTypes.PreconditionFailed, ProblemTypes.BookingsOnly);
    }

    public static ApiResult<AllocationResponse> Created(ResourceType type, Guid resourceId, Allocation allocation)
    {
        var path = $"{type.CollectionPath}/{resourceId}/allocations/{allocation.Id}";
        var body = AllocationResponse.Of(allocation, resourceId, type.Name);
        return new(201, body, ApiJson.Default.AllocationResponse) { Version = allocation.Version, Location = path };
    }

    [EndpointSummary("Allocates a resource for a time.")]
    [EndpointDescription("The whole time has to be free. Times are half-open, so that one may begin when another ends. With `hold_seconds` the time is held, and free again unless it is confirmed. Customers book types that have a tariff instead: `POST /api/bookings`.")]
    private async Task<IResult> Allocate(Guid id, HttpContext http, CancellationToken cancellation)
    {
        if (direct.Refuse(http, type) is { } refusal) return refusal;
        var (body, key, malformed) = await JsonBody.ReadAsync(http, AllocationJson.Default.AllocationRequest, cancellation);
        if (body is null) return malformed!;
        var (command, invalid) = body.ToCommand(type, key, http.Caller(), limits.Value.HoldSeconds);
        if (command is null) return invalid!;
        var (customer, refused) = await NamedCustomer.FindAsync(http, grains, body.Customer);
        if (refused is not null) return refused;
        var (admitted, limit) = await direct.ReserveAsync(http, id, command with { Customer = customer, IsPreview = DryRun.IsAsked(http) });
        if (admitted is null) return limit!;

        var result = await grains.GetResource(id).AllocateAsync(http, admitted);
        await direct.CompleteAsync(admitted, result.IsAllocated && BatchedOperation.TakesEffect(http));
        return result.Status switch
        {
            AllocateStatus.Allocated => Created(type, id, result.Allocation!),
            AllocateStatus.NoSuchResource => ProblemResult.NotFound("resource"),
            AllocateStatus.Refused => RuleProblem.Of(result.Judgement, id, type.Name, http.IsCustomer()),
            AllocateStatus.KeyReused => ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused),
        };
    }

    [EndpointSummary("Lists the allocations of a resource, or those that overlap a window.")]
    [EndpointDescription("Ordered by start. A customer sees only its own.")]
    private async Task<IResult> List(
        Guid id, HttpContext http, string? from, string? to, string? reference, string? limit, string? cursor, [FromQuery(Name = Query.PointInTime)] string? asOf,
        CancellationToken cancellation)
    {
        // The cache has the complete list only.
        var isWhole = !http.Request.QueryString.HasValue && !http.IsCustomer();
        var cached = isWhole ? lists.Find(id) : null;
        var query = new Query();
        var request = new ListAllocationsRequest
        {
            ResourceType = type.Name,
            Window = query.Window(from, to),
            Reference = query.Text("reference", reference, AllocationRequest.MaxReferenceLength),
            // Of a pool several begin at once: a cursor counts them.
            After = type.IsPool ? null : query.MomentCursor(cursor),
            Skip = type.IsPool ? (int)Math.Min(query.Cursor(cursor) ?? 0, int.MaxValue) : 0,
            Limit = query.Limit(limit),
            KnownVersion = cached?.Version,
            RequestedBy = http.Caller(),
        };
        var moment = query.AsOf(asOf, clock);
        if (query.Problem is { } problem) return problem;

        var page = moment is { } then ? (await history.ReadAsync(id, then, cancellation)).List(request) : await reader.ListAllocations(id, request);
        switch (page.Status)
        {
            case AllocationPageStatus.NoSuchResource:
                return ProblemResult.NotFound("resource");
            case AllocationPageStatus.Unchanged:
                return cached!;
            case AllocationPageStatus.Listed:
                var body = page.Allocations.Select(a => AllocationResponse.Of(a, id, type.Name)).ToArray();
                var next = page.HasMore ? Cursor.Link(http.Request, type.IsPool ? request.Skip + page.Allocations.Length : page.Allocations[^1].Interval.From.Microseconds) : null;
                var list = new AllocationList(page.Version, ApiResponse.ToBytes(body, ApiJson.Default.AllocationResponseArray), next);
                if (isWhole && !page.HasHolds)
                    lists.Set(id, list);
                return list;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    [EndpointSummary("Reads an allocation.")]
    [EndpointDescription("With `as_of`, the allocation as it was at that moment.")]
    private async Task<IResult> Read(
        Guid id, [FromRoute(Name = "allocation_id")] Guid allocationId, HttpContext http, [FromQuery(Name = Query.PointInTime)] string? asOf, CancellationToken cancellation)
    {
        var query = new Query();
        var moment = query.AsOf(asOf, clock);
        if (query.Problem is { } problem) return problem;

        var result = moment is { } then
            ? (await history.ReadAsync(id, then, cancellation)).Find(type.Name, allocationId)
            : await reader.FindAllocation(id, type.Name, allocationId);
        return result.Status switch
        {
            FindAllocationStatus.Found when http.Caller()?.MaySee(result.Allocation!.Owner) == false => ProblemResult.NotFound("allocation"),
            FindAllocationStatus.Found when EntityTag.IsKnown(http.Request, result.Allocation!.Version) => new NotModifiedResult(result.Allocation.Version),
            FindAllocationStatus.Found => Answer(id, result.Allocation!),
            FindAllocationStatus.NoSuchResource => ProblemResult.NotFound("resource"),
            FindAllocationStatus.NoSuchAllocation => ProblemResult.NotFound("allocation"),
        };
    }

    [EndpointSummary("Releases an allocation.")]
    [EndpointDescription("Its time is free at once. A second time it is not found.")]
    private async Task<IResult> Release(Guid id, [FromRoute(Name = "allocation_id")] Guid allocationId, HttpContext http)
    {
        if (direct.Refuse(http, type) is { } refusal) return refusal;
        var isDryRun = DryRun.IsAsked(http);
        var result = await grains.GetResource(id).ReleaseAsync(http, new()
        {
            ResourceType = type.Name,
            AllocationId = allocationId,
            IfMatch = EntityTag.IfMatch(http.Request),
            RequestedBy = http.Caller(),
            IsPreview = isDryRun,
        });
        if (result.Status == ReleaseStatus.Released && !isDryRun && BatchedOperation.TakesEffect(http))
            await direct.ReleaseAsync(allocationId, result.Owner);
        return Answer(result);
    }

    internal static IResult Answer(ReleaseResult result) =>
        result.Status switch
        {
            ReleaseStatus.Released => Results.NoContent(),
            ReleaseStatus.NoSuchResource => ProblemResult.NotFound("resource"),
            ReleaseStatus.NoSuchAllocation => ProblemResult.NotFound("allocation"),
            ReleaseStatus.PreconditionFailed => ProblemResult.OfType(ProblemTypes.PreconditionFailed),
            ReleaseStatus.PartOfBooking => ProblemResult.PartOf(result.Booking!.Value),
            ReleaseStatus.PartOfWhole => ProblemResult.PartOf(result.Whole!),
        };

    [EndpointSummary("Moves, extends or shortens an allocation, or edits its texts.")]
    [EndpointDescription("A merge patch (RFC 7396): all members that are named change, or none. The new time is checked against all other allocations. With `resource_id`, the allocation goes to another resource of the type, and keeps its id; it leaves its series.")]
    private async Task<IResult> Update(Guid id, [FromRoute(Name = "allocation_id")] Guid allocationId, HttpContext http, CancellationToken cancellation)
    {
        if (direct.Refuse(http, type) is { } refusal) return refusal;
        var (body, _, malformed) = await JsonBody.ReadAsync(http, AllocationJson.Default.AllocationPatch, cancellation);
        if (body is null) return malformed!;
        var (command, invalid) = body.ToCommand(type, allocationId, EntityTag.IfMatch(http.Request), http.Caller());
        if (command is null) return invalid!;
        var to = body.Target(id);
        if (to is not null && BatchedOperation.Of(http) is { IsAtomic: true })
            return ProblemResult.Invalid(ValidationError.Member("resource_id", "All operations of an atomic batch are on one resource: move it by itself."));
        var (result, limit) = await direct.UpdateAsync(http, id, command with { IsPreview = DryRun.IsAsked(http) }, to);
        if (result is null) return limit!;

        return result.Status switch
        {
            UpdateAllocationStatus.Updated => Answer(to ?? id, result.Allocation!),
            UpdateAllocationStatus.NoSuchTarget => ProblemResult.Invalid(ValidationError.Member("resource_id", $"This is not the id of a {type.Name}.")),
            UpdateAllocationStatus.Stays => ProblemResult.Invalid(ValidationError.Member("resource_id", "It stays on its resource: only what is held or firm moves to another one, from and to what is no whole, and while no whole waits for its time.")),
            UpdateAllocationStatus.NoSuchResource => ProblemResult.NotFound("resource"),
            UpdateAllocationStatus.NoSuchAllocation => ProblemResult.NotFound("allocation"),
            UpdateAllocationStatus.PreconditionFailed => ProblemResult.OfType(ProblemTypes.PreconditionFailed),
            UpdateAllocationStatus.BoundMissing => ProblemResult.Invalid(ValidationError.Member("from_infinity", "To make an infinite bound finite, send its moment.")),
            UpdateAllocationStatus.EmptyInterval => ProblemResult.Invalid(ValidationError.Member("to_datetime", "to_datetime has to be after from_datetime.")),
            UpdateAllocationStatus.DumpTooLong => ProblemResult.Invalid(ValidationError.Member("dump", "The merged dump would be longer than 16 KiB.")),
            UpdateAllocationStatus.PartOfBooking => ProblemResult.PartOf(result.Booking!.Value),
            UpdateAllocationStatus.PartOfWhole => ProblemResult.PartOf(result.Whole!),
            UpdateAllocationStatus.Refused => RuleProblem.Of(result.Judgement, to ?? id, type.Name, http.IsCustomer()),
        };
    }

    [EndpointSummary("Confirms a hold.")]
    [EndpointDescription("The hold becomes firm. An allocation that is firm already stays as it is.")]
    private async Task<IResult> Confirm(Guid id, [FromRoute(Name = "allocation_id")] Guid allocationId, HttpContext http)
    {
        if (direct.Refuse(http, type) is { } refusal) return refusal;
        var (key, problem) = IdempotencyKeyHeader.Of(http.Request, body: default);
        if (problem is not null) return problem;
        var isDryRun = DryRun.IsAsked(http);

        var result = await grains.GetResource(id).ConfirmAsync(http, new() { ResourceType = type.Name, AllocationId = allocationId, Key = key, RequestedBy = http.Caller(), IsPreview = isDryRun });
        return Answer(result, allocation => Answer(id, allocation));
    }

    internal static IResult Answer(ConfirmResult result, Func<Allocation, IResult> answer) =>
        result.Status switch
        {
            ConfirmStatus.Firm => answer(result.Allocation!),
            ConfirmStatus.NoSuchResource => ProblemResult.NotFound("resource"),
            ConfirmStatus.NoSuchAllocation => ProblemResult.NotFound("allocation"),
            ConfirmStatus.HoldExpired => ProblemResult.OfType(ProblemTypes.HoldExpired),
            ConfirmStatus.PartOfBooking => ProblemResult.PartOf(result.Booking!.Value),
            ConfirmStatus.PartOfWhole => ProblemResult.PartOf(result.Whole!),
            ConfirmStatus.AwaitsApproval => ProblemResult.OfType(ProblemTypes.ApprovalNeeded),
            ConfirmStatus.KeyReused => ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused),
        };

    private ApiResult<AllocationResponse> Answer(Guid id, Allocation allocation) =>
        new(200, AllocationResponse.Of(allocation, id, type.Name), ApiJson.Default.AllocationResponse) { Version = allocation.Version };
}
