using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Domain.Series;
using Inventory.Grains.Resources;

namespace Inventory.Grains.Bookings;

/// <summary>The occurrences of a series that a booking wants of a resource: all in one commit, or none.</summary>
internal sealed class BookedSeries(IResourceGrain resource, ImmutableArray<BookingItem> items, ImmutableArray<int> indexes)
{
    /// <summary>Holds them. A repeat finds the first holds.</summary>
    public async Task<(ImmutableArray<BookingItem> Held, CreateBookingResult? Refusal)> HoldAsync(ImmutableArray<AllocateRequest> requests)
    {
        var decided = await resource.DecideAll(new() { Operations = [.. requests.Select(request => new AllocationOperation { Allocate = request, Key = request.Key })], IsAtomic = true });
        var results = decided.Status == DecideAllStatus.Outdated ? await FindHeldAsync(requests) : decided.Results;
        if (RefusalOf(results) is { } refusal)
            return ([], refusal);
        var held = results.Select(result => result.Allocate!.Allocation!);
        return ([.. indexes.Zip(held, (index, allocation) => items[index] with { AllocationId = allocation.Id, NeedsApproval = allocation.IsRequested })], null);
    }

    /// <returns>Why they are not available, or <c>null</c>.</returns>
    public async Task<CreateBookingResult?> PreviewAsync(ImmutableArray<AllocateRequest> requests) =>
        RefusalOf((await resource.DecideAll(new() { Operations = [.. requests.Select(request => new AllocationOperation { Allocate = request })], IsAtomic = true, IsPreview = true })).Results);

    private async Task<ImmutableArray<AllocationOperationResult>> FindHeldAsync(ImmutableArray<AllocateRequest> requests) =>
        (await resource.FindDecided(new(requests[0].ResourceType, [.. requests.Select(request => new DecidedOperation(request.Key!, OperationKind.Allocate, null))]))).Results;

    private CreateBookingResult? RefusalOf(ImmutableArray<AllocationOperationResult> results)
    {
        if (results[0].Allocate!.Status == AllocateStatus.NoSuchResource)
            return CreateBookingResult.NoSuchResource(indexes[0]);
        var refused = indexes.Zip(results, (index, result) => (items[index].RecurrenceId, Result: result.Allocate!)).Where(one => !one.Result.IsAllocated).ToList();
        return refused.Count == 0 ? null : CreateBookingResult.SeriesRefused(indexes[0], refused.Select(one => new OccurrenceConflict(one.RecurrenceId!, one.Result.Judgement)));
    }
}
