using Inventory.Contracts;
using Inventory.Gateway.Documentation;
using Inventory.Gateway.Http;
using Inventory.Gateway.Types;
using Microsoft.AspNetCore.Mvc;

namespace Inventory.Gateway.Allocations;

/// <summary>The allocations of the resources of one type.</summary>
public sealed class AllocationApi(ResourceType type, IGrainFactory grains, AllocationListCache lists)
{
    public void Map(RouteGroupBuilder collection)
    {
        var allocations = collection.MapGroup("/{id:guid}/allocations");
        allocations.MapPost("/", Allocate)
            .Accepts<AllocationRequest>("application/json")
            .Answers<AllocationResponse>(201, "The time is taken.").Problems(ProblemTypes.NotFound, ProblemTypes.Overlap)
            .ProblemsIf(type.Grid is not null, ProblemTypes.OffSlot);
        allocations.MapGet("/", List)
            .Answers<AllocationResponse[]>(200, "The allocations, by start.").Problems(ProblemTypes.NotFound, ProblemTypes.Invalid);
        allocations.MapGet("/{allocation_id:guid}", Read)
            .Answers<AllocationResponse>(200, "The allocation.").Answers(304, "The client has it already.").Problems(ProblemTypes.NotFound);
        allocations.MapDelete("/{allocation_id:guid}", Release)
            .Answers(204, "The time is free.").Problems(ProblemTypes.NotFound, ProblemTypes.PreconditionFailed);
    }

    /// <summary>Takes a time.</summary>
    private async Task<IResult> Allocate(Guid id, HttpContext http, CancellationToken cancellation)
    {
        var (body, malformed) = await JsonBody.ReadAsync(http, GatewayJson.Default.AllocationRequest, cancellation);
        if (body is null) return malformed!;
        var (command, invalid) = body.ToCommand(type);
        if (command is null) return invalid!;

        var result = await grains.GetResource(id).Allocate(command);
        return result.Status switch
        {
            AllocateStatus.Allocated => Answer(201, id, result.Allocation!, $"{type.CollectionPath}/{id}/allocations/{result.Allocation!.Id}"),
            AllocateStatus.NoSuchResource => ProblemResult.NotFound("resource"),
            AllocateStatus.Overlap => new ProblemResult(ProblemTypes.Overlap, "Other allocations overlap this time.")
            {
                Conflicts = [.. result.Conflicts.Select(a => AllocationResponse.Of(a, id, type))],
            },
        };
    }

    /// <summary>Lists the allocations, or those that overlap a window.</summary>
    private async Task<IResult> List(Guid id, HttpContext http, string? from, string? to, string? limit, string? cursor)
    {
        var isWhole = !http.Request.QueryString.HasValue;
        var known = isWhole ? lists.Find(id) : null;
        var query = new Query();
        var request = new ListAllocationsRequest
        {
            ResourceType = type.Name,
            Window = query.Window(from, to),
            After = query.Cursor(cursor) is { } position ? new Instant(position) : null,
            Limit = query.Limit(limit),
            KnownVersion = known?.Version,
        };
        if (query.Problem is { } problem) return problem;

        var page = await grains.GetResource(id).ListAllocations(request);
        switch (page.Status)
        {
            case AllocationPageStatus.NoSuchResource:
                return ProblemResult.NotFound("resource");
            case AllocationPageStatus.Unchanged:
                return known!;
            case AllocationPageStatus.Listed:
                var body = page.Allocations.Select(a => AllocationResponse.Of(a, id, type)).ToArray();
                var next = page.HasMore ? Cursor.Link(http.Request, page.Allocations[^1].Interval.From.Microseconds) : null;
                var list = new AllocationList(page.Version, JsonAnswer.ToBytes(body, GatewayJson.Default.AllocationResponseArray), next);
                if (isWhole)
                    lists.Keep(id, list);
                return list;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Reads an allocation.</summary>
    private async Task<IResult> Read(Guid id, [FromRoute(Name = "allocation_id")] Guid allocationId, HttpContext http)
    {
        var result = await grains.GetResource(id).FindAllocation(type.Name, allocationId);
        return result.Status switch
        {
            FindAllocationStatus.Found when EntityTag.IsKnown(http.Request, result.Allocation!.Version) => new NotModifiedResult(result.Allocation.Version),
            FindAllocationStatus.Found => Answer(200, id, result.Allocation!),
            FindAllocationStatus.NoSuchResource => ProblemResult.NotFound("resource"),
            FindAllocationStatus.NoSuchAllocation => ProblemResult.NotFound("allocation"),
        };
    }

    /// <summary>Gives a time back.</summary>
    private async Task<IResult> Release(Guid id, [FromRoute(Name = "allocation_id")] Guid allocationId, HttpContext http)
    {
        var result = await grains.GetResource(id).Release(new ReleaseRequest
        {
            ResourceType = type.Name,
            AllocationId = allocationId,
            IfMatch = EntityTag.IfMatch(http.Request),
        });
        return result switch
        {
            ReleaseResult.Released => Results.NoContent(),
            ReleaseResult.NoSuchResource => ProblemResult.NotFound("resource"),
            ReleaseResult.NoSuchAllocation => ProblemResult.NotFound("allocation"),
            ReleaseResult.PreconditionFailed => ProblemResult.OfType(ProblemTypes.PreconditionFailed),
        };
    }

    private JsonResult<AllocationResponse> Answer(int status, Guid id, Allocation allocation, string? location = null) =>
        new(status, AllocationResponse.Of(allocation, id, type), GatewayJson.Default.AllocationResponse) { Version = allocation.Version, Location = location };
}
