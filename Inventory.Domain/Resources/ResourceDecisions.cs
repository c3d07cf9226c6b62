using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

/// <summary>Expects valid requests.</summary>
public static class ResourceDecisions
{
    public static bool IsA(this ResourceState state, string type) => state.Resource?.Type == type;

    /// <summary>The answer to a request that is sent again, also after the resource was deleted.</summary>
    public static IdempotencyRecord? FindAnswer(this ResourceState state, string type, IdempotencyKey? key, Instant now) =>
        state.Resource is null || state.IsA(type) ? state.Idempotency.Find(key, now) : null;

    public static Resource? Read(this ResourceState state, string type) => state.IsA(type) ? state.Resource : null;

    /// <param name="state">Of the resource, before it is.</param>
    /// <param name="draft">What is created.</param>
    /// <param name="waiting">Who waits for any resource of the type, by arrival: so the new one has an answer for them before anybody else comes.</param>
    /// <param name="key">Of the request.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="now">The moment of the decision.</param>
    public static Decision<CreateResourceResult> Create(this ResourceState state, Resource draft, IEnumerable<WaitRequest> waiting, IdempotencyKey? key, Caller? caller, Instant now)
    {
        // Another registry has created it, so the calling one is outdated.
        if (state.Version > 0) return new(CreateResourceResult.RegistryStale);

        var resource = draft with { Created = now, Version = 1 };
        return new(CreateResourceResult.Created(resource), new ResourceEvent.ResourceCreated(resource)) { Key = key, Actor = caller?.Actor, Then = waiting.ToEntries(resource) };
    }

    public static Decision<UpdateResourceResult> Update(this ResourceState state, UpdateResourceRequest request, Instant now)
    {
        if (!state.IsA(request.Type)) return new(UpdateResourceResult.NotFound);
        var resource = state.Resource!;
        if (!request.IfMatch.Allows(resource.Version)) return new(UpdateResourceResult.PreconditionFailed);

        var attributes = request.Attributes.IsDefault ? resource.Attributes : MergePatch.Apply(resource.Attributes, request.Attributes);
        if (attributes.AsSpan().Length > Limits.JsonBytes) return new(UpdateResourceResult.AttributesTooLong);
        // Attributes that are not patched stay as they are, even if the schema has changed.
        if (!request.Attributes.IsDefault && request.Rules?.Check(attributes) is { IsEmpty: false } faults) return new(UpdateResourceResult.AttributesInvalid(faults));
        var name = request.Name ?? resource.Name;
        var units = resource.Units > 0 ? request.Units ?? resource.Units : 0;
        if (units < resource.Units && state.At(now).Calendar.HighestLoad(new(now, Instant.PlusInfinity)) is var taken && taken > units) return new(UpdateResourceResult.UnitsInUse(taken));
        if (name == resource.Name && units == resource.Units && attributes.AsSpan().SequenceEqual(resource.Attributes.AsSpan())) return new(UpdateResourceResult.Updated(resource));

        var updated = resource with { Name = name, Attributes = attributes, Units = units, Version = state.Version + 1 };
        return new(UpdateResourceResult.Updated(updated), new ResourceEvent.ResourceUpdated(updated)) { Actor = request.RequestedBy?.Actor };
    }

    /// <summary>Replaces its own rules. Allocations that the new ones contradict stay.</summary>
    public static Decision<SetPolicyResult> SetPolicy(this ResourceState state, SetPolicyRequest request, Instant now, Rules rules)
    {
        if (!state.IsA(request.Type)) return new(SetPolicyResult.NotFound);
        var resource = state.Resource!;
        if (!request.IfMatch.Allows(PolicyTag.Of(resource.Policy))) return new(SetPolicyResult.PreconditionFailed);

        var calendar = state.At(now).Calendar;
        var violations = calendar.Overlapping(new(now, Instant.PlusInfinity)).Select(allocation => new PolicyViolation(allocation, [.. rules.FindViolations(calendar, allocation)]))
            .Where(violation => !violation.Rules.IsEmpty).Take(SetPolicyResult.MaxViolations);
        if (request.Policy.AsSpan().SequenceEqual(resource.Policy.AsSpan())) return new(SetPolicyResult.Set(resource, [.. violations]));
        var updated = resource with { Policy = request.Policy, Version = state.Version + 1 };
        return new(SetPolicyResult.Set(updated, [.. violations]), new ResourceEvent.ResourceUpdated(updated)) { Actor = request.RequestedBy?.Actor };
    }

    public static Decision<DeleteResourceResult> Delete(this ResourceState state, DeleteResourceRequest request, Instant now, Limits limits)
    {
        if (!state.IsA(request.Type)) return new(DeleteResourceResult.NotFound);
        if (!request.IfMatch.Allows(state.Resource!.Version)) return new(DeleteResourceResult.PreconditionFailed);
        var notEnded = new Interval(now, Instant.PlusInfinity);
        var calendar = state.At(now).Calendar;
        var conflicts = request.Force ? [] : calendar.Conflicts(notEnded, limits.Conflicts);
        if (conflicts.Count > 0) return new(DeleteResourceResult.InUse(conflicts));
        var bookings = calendar.Overlapping(notEnded).Select(allocation => allocation.Booking).OfType<Guid>().Distinct().Except(request.EndedBookings).ToList();
        if (bookings.Count > 0) return new(DeleteResourceResult.Booked(bookings));

        return new(DeleteResourceResult.Deleted, new ResourceEvent.ResourceDeleted()) { Actor = request.RequestedBy?.Actor };
    }
}
