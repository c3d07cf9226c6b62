using System.Diagnostics;
using Inventory.Gateway.Security;
using Inventory.Grains.Bookings;
using Inventory.Grains.Resources;
using Microsoft.AspNetCore.Mvc;

namespace Inventory.Gateway.Resources;

public sealed class ResourceApi(ResourceType type, IGrainFactory grains, ResourceReader reader, PointInTimeReader history, TimeProvider clock)
{
    // Each one is because of bookings that were made meanwhile.
    private const int MaxAttempts = 5;

    public void Map(RouteGroupBuilder collection)
    {
        var changes = collection.MapGroup("").RequireAuthorization(Access.Manage);
        // Attributes may be internal, so the public does not see them.
        var readings = collection.MapGroup("").RequireAuthorization(Access.Read);
        changes.MapPost("/", Create).Named("createResource").IsVersioned()
            .Accepts<ResourceRequest>("application/json")
            .Creates<ResourceResponse>("The new resource.").Problems(ProblemTypes.NameTaken, ProblemTypes.IdempotencyKeyReused);
        readings.MapGet("/", List).Named("listResources").IsCostly().IsFilteredByAttributes()
            .Returns<ResourceResponse[]>(200, "The resources, oldest first.").Problems(ProblemTypes.Invalid);
        readings.MapGet("/{id:guid}", Read).Named("readResource").IsVersioned().ReadsPast()
            .Returns<ResourceResponse>(200, "The resource.").Returns(304, "Not modified: the client has the current version.")
            .Problems(ProblemTypes.NotFound, ProblemTypes.Invalid);
        changes.MapPatch("/{id:guid}", Update).Named("updateResource").IsVersioned()
            .Accepts<ResourcePatch>("application/json", "application/merge-patch+json")
            .Returns<ResourceResponse>(200, "The updated resource.").Problems(ProblemTypes.NotFound, ProblemTypes.NameTaken, ProblemTypes.Capacity, ProblemTypes.PreconditionFailed);
        changes.MapDelete("/{id:guid}", Delete).Named("deleteResource").IsVersioned()
            .Returns(204, "The resource is deleted.").Problems(ProblemTypes.NotFound, ProblemTypes.ResourceInUse, ProblemTypes.PreconditionFailed, ProblemTypes.Invalid);
    }

    public static ApiResult<ResourceResponse[]> Answer(HttpRequest request, ResourcePage page)
    {
        var next = page.HasMore ? Cursor.Link(request, page.Resources[^1].Ordinal) : null;
        return new(200, [.. page.Resources.Select(ResourceResponse.Of)], ResourceJson.Default.ResourceResponseArray) { Next = next };
    }

    [EndpointSummary("Creates a resource.")]
    [EndpointDescription("The name is unique within the type. Attributes are any JSON object, unless the type declares attributes: see `GET /api/types`. With `parts` it is a whole: it has no time of its own, and whoever takes it takes all its parts, or nothing.")]
    private async Task<IResult> Create(HttpContext http, CancellationToken cancellation)
    {
        var (body, key, problem) = await JsonBody.ReadAsync(http, ResourceJson.Default.ResourceRequest, cancellation);
        if (body is null) return problem!;
        if (body.Faults(type) is { Count: > 0 } faults) return ProblemResult.Invalid(faults);

        var result = await grains.GetRegistry(type.Name).Create(new(body.Name!, RawJson.ToStored(body.Attributes), key, http.Caller()) { IsPreview = DryRun.IsAsked(http), Units = (int)(body.Units ?? 0), Parts = Parts.Of(body.Parts) });
        return result.Status switch
        {
            CreateResourceStatus.Created => Answer(201, result.Resource!, $"{type.CollectionPath}/{result.Resource!.Id}"),
            CreateResourceStatus.NameTaken => NameTaken(body.Name!),
            CreateResourceStatus.PartsRefused => Parts.Refuse(body.Parts!, result.RefusedParts),
            CreateResourceStatus.KeyReused => ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused),
            CreateResourceStatus.RegisterStale => throw new UnreachableException(),
        };
    }

    [EndpointSummary("Lists the resources of a type.")]
    [EndpointDescription("Oldest first, in pages. `attributes.name=value` selects those with this value; of several filters all have to match.")]
    private async Task<IResult> List(HttpContext http, string? name, string? limit, string? cursor)
    {
        var query = new Query();
        var request = new ListResourcesRequest
        {
            Name = name,
            Limit = query.Limit(limit),
            After = query.Cursor(cursor) ?? 0,
            Attributes = new AttributeQuery(type.Attributes, query).Read(http.Request),
        };
        if (query.Problem is { } problem) return problem;

        return Answer(http.Request, await grains.GetRegistry(type.Name).List(request));
    }

    [EndpointSummary("Reads a resource.")]
    [EndpointDescription("With `as_of`, the resource as it was at that moment, even if it was deleted since.")]
    private async Task<IResult> Read(Guid id, HttpContext http, [FromQuery(Name = Query.PointInTime)] string? asOf, CancellationToken cancellation)
    {
        var query = new Query();
        var moment = query.AsOf(asOf, clock);
        if (query.Problem is { } problem) return problem;

        var found = moment is { } then ? (await history.ReadAsync(id, then, cancellation)).Read(type.Name) : await reader.Read(id, type.Name);
        if (found is not { } resource) return ProblemResult.NotFound("resource");
        return EntityTag.IsKnown(http.Request, resource.Version) ? new NotModifiedResult(resource.Version) : Answer(200, resource);
    }

    [EndpointSummary("Changes the name, the attributes or the units of a resource.")]
    [EndpointDescription("A merge patch (RFC 7396): members that are not named stay as they are, and an attribute that is null is removed.")]
    private async Task<IResult> Update(Guid id, HttpContext http, CancellationToken cancellation)
    {
        var (body, _, problem) = await JsonBody.ReadAsync(http, ResourceJson.Default.ResourcePatch, cancellation);
        if (body is null) return problem!;
        if (body.Faults(type) is { Count: > 0 } faults) return ProblemResult.Invalid(faults);

        var result = await grains.GetRegistry(type.Name).Update(new UpdateResourceRequest
        {
            Type = type.Name,
            Id = id,
            Name = body.Name,
            Attributes = RawJson.ToPatch(body.Attributes),
            IfMatch = EntityTag.IfMatch(http.Request),
            RequestedBy = http.Caller(),
            Rules = type.HasRules ? type.Attributes : null,
            Units = (int?)body.Units,
            IsPreview = DryRun.IsAsked(http),
        });
        return result.Status switch
        {
            UpdateResourceStatus.Updated => Answer(200, result.Resource!),
            UpdateResourceStatus.NotFound => ProblemResult.NotFound("resource"),
            UpdateResourceStatus.PreconditionFailed => ProblemResult.OfType(ProblemTypes.PreconditionFailed),
            UpdateResourceStatus.NameTaken => NameTaken(body.Name!),
            UpdateResourceStatus.AttributesTooLong => ProblemResult.Invalid(ValidationError.Member("attributes", "The merged attributes would be longer than 16 KiB.")),
            UpdateResourceStatus.AttributesInvalid => ProblemResult.Invalid([.. result.Faults.Select(ValidationError.Attribute)]),
            UpdateResourceStatus.UnitsInUse => new ProblemResult(ProblemTypes.Capacity, $"Up to {result.Taken} units are taken at a time, now or later."),
            UpdateResourceStatus.RegisterStale => throw new UnreachableException(),
        };
    }

    [EndpointSummary("Deletes a resource.")]
    [EndpointDescription("Refused while it has allocations that have not ended, unless `force` is true: then they are released. Its name is free again. A part is refused while its whole exists.")]
    private async Task<IResult> Delete(Guid id, HttpContext http, string? force)
    {
        var query = new Query();
        var request = new DeleteResourceRequest
        {
            Type = type.Name,
            Id = id,
            Force = query.Flag("force", force),
            IfMatch = EntityTag.IfMatch(http.Request),
            RequestedBy = http.Caller(),
            IsPreview = DryRun.IsAsked(http),
        };
        if (query.Problem is { } problem) return problem;

        var result = await DeleteAsync(request);
        return result.Status switch
        {
            // In a dry run: the bookings would end their items first.
            DeleteResourceStatus.Booked => request.IsPreview ? Results.NoContent() : ProblemResult.OfType(ProblemTypes.Unavailable),
            DeleteResourceStatus.Deleted => Results.NoContent(),
            DeleteResourceStatus.NotFound => ProblemResult.NotFound("resource"),
            DeleteResourceStatus.PreconditionFailed => ProblemResult.OfType(ProblemTypes.PreconditionFailed),
            DeleteResourceStatus.PartOfWhole => new ProblemResult(ProblemTypes.ResourceInUse, $"The resource is a part of {string.Join(", ", result.Wholes.Select(whole => $"\"{whole.Name}\" ({whole.Id})"))}: delete that first.")
            {
                Whole = new(result.Wholes[0].Id, null),
            },
            DeleteResourceStatus.InUse => new ProblemResult(ProblemTypes.ResourceInUse, "The resource has allocations that have not ended.")
            {
                Conflicts = [.. result.Conflicts.Select(a => AllocationResponse.Of(a, id, type.Name))],
            },
        };
    }

    // The bookings first: after a crash in between, the next request asks them again.
    private async Task<DeleteResourceResult> DeleteAsync(DeleteResourceRequest request)
    {
        for (var attempt = 0; ; attempt++)
        {
            var result = await grains.GetRegistry(type.Name).Delete(request);
            if (result.Status != DeleteResourceStatus.Booked || request.IsPreview || attempt == MaxAttempts)
                return result;
            await Task.WhenAll(result.Bookings.Select(booking => grains.GetBooking(booking).EndItemsOn(request.Id, request.RequestedBy)));
            request = request with { EndedBookings = [.. request.EndedBookings, .. result.Bookings] };
        }
    }

    private static ProblemResult NameTaken(string name) => new(ProblemTypes.NameTaken, $"Another resource of the type has the name \"{name}\".");

    private static ApiResult<ResourceResponse> Answer(int status, Resource resource, string? location = null) =>
        new(status, ResourceResponse.Of(resource), ResourceJson.Default.ResourceResponse) { Version = resource.Version, Location = location };
}
