using Inventory.Domain.Allocations;
using Inventory.Gateway.Allocations;
using Inventory.Gateway.Quotas;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Availability;
using Inventory.Grains.Configuration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Availability;

public sealed class AvailabilityApi(ResourceType type, IGrainFactory grains, DirectAllocation direct, TimeProvider clock, IOptions<LimitsOptions> limits)
{
    public void Map(RouteGroupBuilder collection)
    {
        collection.MapGet("/available", ListAvailable).RequireAuthorization(Access.Public).Named("listAvailable").IsCostly().IsFilteredByAttributes()
            .Returns<ResourceResponse[]>(200, "The resources that are free for the whole window, the oldest first.").Problems(ProblemTypes.Invalid);
        collection.MapPost("/allocations", AllocateAny).RequireAuthorization(Access.Book).Named("allocateAny").IsVersioned()
            .Accepts<PoolAllocationRequest>("application/json")
            .Creates<PoolAllocationResponse>("The new allocation, on one of the free resources.")
            .Problems([ProblemTypes.NoneAvailable, .. ProblemTypes.OfRules, ProblemTypes.BookingLimit, ProblemTypes.IdempotencyKeyReused, ProblemTypes.BookingsOnly]);
    }

    [EndpointSummary("Lists the resources that are free for a whole window.")]
    [EndpointDescription("The list is advice: another client may take one of them meanwhile. A missing bound is infinite. Rules count: without `allocation_type` the longest turnaround. `attributes.name=value` selects those with this value; without a token, only by attributes that are public.")]
    private async Task<IResult> ListAvailable(HttpContext http, string? from, string? to, [FromQuery(Name = "allocation_type")] string? allocationType, string? units, string? limit, string? cursor)
    {
        var query = new Query();
        var window = query.Window(from, to);
        var request = new FindAvailableRequest
        {
            // Of a part of a slot, the whole slot.
            Window = type.Grid?.Enclose(window.From, window.To) ?? window,
            Limit = query.Limit(limit),
            After = query.Cursor(cursor) ?? 0,
            AllocationType = query.Text("allocation_type", allocationType, AllocationRequest.MaxTypeLength),
            Units = query.Units(units),
            Attributes = new AttributeQuery(type.Attributes, query, isPublic: !http.MayRead()).Read(http.Request),
        };
        if (query.Problem is { } problem) return problem;

        var page = await grains.GetAvailability(type.Name).FindAvailable(request);
        return ResourceApi.Answer(http.Request, http.MayRead() ? page : page with { Resources = [.. page.Resources.Select(type.Attributes.PublicPartOf)] });
    }

    [EndpointSummary("Allocates any free resource of the type.")]
    [EndpointDescription("The answer says which resource it is. If none is free for the whole time, nothing is allocated. With `attributes`, only a resource that has exactly these values; with `any_of`, the first one of these that is free. With `flex` and `duration` in place of a time, the earliest time in the window: with `any_of`, of the first resource that has one. With `bind` `late`, the resource is chosen by a check-in or by `bind`: until then it may change, so that the request is refused only if too many overlap.")]
    private async Task<IResult> AllocateAny(HttpContext http, CancellationToken cancellation)
    {
        if (direct.Refuse(http, type) is { } refusal) return refusal;
        var (body, key, malformed) = await JsonBody.ReadAsync(http, AllocationJson.Default.PoolAllocationRequest, cancellation);
        if (body is null) return malformed!;
        var (command, invalid) = body.ToCommand(type, key, http.Caller(), limits.Value.HoldSeconds);
        if (command is null) return invalid!;
        var (chosen, selection, tooLate) = body.Select(type, command, clock.Now());
        if (chosen is null) return tooLate!;
        var (customer, refused) = await NamedCustomer.FindAsync(http, grains, body.Customer);
        if (refused is not null) return refused;
        var (admitted, limit) = await direct.ReserveAsync(http, null, chosen with { Customer = customer, IsPreview = DryRun.IsAsked(http) }, selection.Flex?.To);
        if (admitted is null) return limit!;

        var result = await grains.GetPoolAllocation(admitted).Allocate(admitted, selection);
        await direct.CompleteAsync(admitted, result.Status == PoolAllocationStatus.Allocated);
        return result.Status switch
        {
            PoolAllocationStatus.Allocated => Created(result.ResourceId, result.Allocation!),
            PoolAllocationStatus.NoSuchResource => ProblemResult.Invalid(ValidationError.Member("any_of", $"None of these is the id of a {type.Name}.")),
            PoolAllocationStatus.KeyReused => ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused),
            PoolAllocationStatus.OverQuota => QuotaProblem.Of(result.Quota!),
            PoolAllocationStatus.Refused => RuleProblem.Of(result.Judgement, Guid.Empty, type.Name, http.IsCustomer()),
            PoolAllocationStatus.NoneAvailable => new ProblemResult(ProblemTypes.NoneAvailable, $"No {type.Name} is free for the whole time.")
            {
                Alternatives = [.. result.Alternatives.Select(IntervalResponse.Of)],
            },
        };
    }

    // A key that is sent again gets the first answer: what was late then is late in it.
    private ApiResult<PoolAllocationResponse> Created(Guid resource, Allocation allocation)
    {
        var place = allocation.IsLate ? "allocations" : $"{resource}/allocations";
        return new(201, PoolAllocationResponse.Of(allocation, resource, type.Name), ApiJson.Default.PoolAllocationResponse) { Location = $"{type.CollectionPath}/{place}/{allocation.Id}", Version = allocation.Version };
    }
}
