using Inventory.Domain.Allocations;
using Inventory.Grains.States;
using Orleans.Concurrency;

namespace Inventory.Grains.Resources;

// Reentrant: resources offer and are watched while an entry is spread over them.
[Reentrant]
[GrainType("waiting-list")]
public sealed class WaitingListGrain([PersistentState("waiting-list")] IPersistentState<WaitingListState> stored, TimeProvider clock) : Grain, IWaitingListGrain
{
    private const int CallsAtOnce = 32;

    private readonly GroupCommitState<WaitingListState> _state = new(stored);

    private string Type => this.GetPrimaryKeyString();

    private Instant Now => clock.Now();

    public async Task<WaitResult> Wait(WaitRequest request)
    {
        var state = await ReadAsync();
        if (state.FindByKey(request.Key?.Key) is { } known)
            return known.Request.Key == request.Key ? WaitResult.Waiting(known.ToAllocation(), state.PositionOf(known)) : WaitResult.KeyReused;
        var entry = NewEntry(state, request);
        var wanted = entry.ToAllocation();
        if (state.Entries.Select(other => other.ToAllocation()).FirstOrDefault(other => other.Stage is AllocationStage.Waiting && other.IsOfSame(wanted) && other.Interval.Overlaps(wanted.Interval)) is { } own)
            return WaitResult.WaitingAlready(own);
        if (state.Entries.Count(other => other.IsOpen) >= WaitingDecisions.MaxEntries)
            return WaitResult.ListFull;
        if (request.IsPreview)
            return Sum(entry, state.Put(entry), await SpreadAsync(entry));

        // Before any resource has it: an offer finds it here.
        await _state.WriteAsync(state.Put(entry));
        var result = Sum(entry, await ReadAsync(), await SpreadAsync(entry));
        if (result.IsWaiting || (await ReadAsync()).Find(entry.Id) is { IsOpen: false })
            return result.IsWaiting ? result : WaitResult.Waiting(wanted, position: 0);
        await WithdrawAsync(entry, except: null);
        await _state.WriteAsync((await ReadAsync()).Remove(entry.Id));
        return result;
    }

    public async Task<TypeWaitingResult> Change(ChangeWaitingRequest request)
    {
        if ((await ReadAsync()).Find(request.EntryId) is not { } entry || request.RequestedBy?.MaySee(entry.ToAllocation().Owner) == false)
            return new(ChangeWaitingResult.NoSuchEntry);
        if (entry.Resource is { } resource)
        {
            var result = await GrainFactory.GetResource(resource).ChangeWaiting(request);
            if (request is { Action: WaitingAction.Remove, IsPreview: false } && result.Status == ChangeWaitingStatus.Changed)
                await _state.WriteAsync((await ReadAsync()).Remove(entry.Id));
            return new(result, resource);
        }
        if (request.Action == WaitingAction.Accept)
            return new(new(entry.IsOpen ? ChangeWaitingStatus.NotGranted : ChangeWaitingStatus.GrantExpired, entry.ToAllocation()));
        if (request.IsPreview || !entry.IsOpen && request.Action == WaitingAction.Decline)
            return new(ChangeWaitingResult.Changed(entry.ToAllocation()));
        var ended = entry.End(AllocationStage.WaitingDeclined, Now);
        await _state.WriteAsync((await ReadAsync()).Put(ended));
        await CleanAsync(ended);
        if (request.Action == WaitingAction.Remove)
            await _state.WriteAsync((await ReadAsync()).Remove(entry.Id));
        return new(ChangeWaitingResult.Changed(ended.ToAllocation()));
    }

    public async Task<TypeWaitingEntry?> Find(Guid entryId) => (await ReadAsync()).Find(entryId) is { } entry ? await AsItIsAsync(entry) : null;

    public async Task<ImmutableArray<TypeWaitingEntry>> List(Guid? customer)
    {
        var state = await ReadAsync();
        var own = await Task.WhenAll(state.Entries.Where(entry => customer is null || entry.ToAllocation().Owner == customer).Select(AsItIsAsync));
        var ofResources = await Task.WhenAll(state.Watched.Select(async id => (await GrainFactory.GetResource(id).ListWaiting(Type, customer)).Select(entry => new TypeWaitingEntry(entry, id))));
        return [.. own.Concat(ofResources.SelectMany(entries => entries).Where(entry => entry.Waiting.Entry.Extras?.IsForType != true)).OrderBy(entry => entry.Waiting.Entry.Created)];
    }

    public async Task<ImmutableArray<WaitRequest>> ListOpen() => [.. (await ReadAsync()).Entries.Where(entry => entry.IsOpen).Select(entry => entry.Request)];

    public async Task Offer(Guid resource, Guid entryId)
    {
        var state = await ReadAsync();
        var entry = state.Find(entryId);
        if (entry?.IsOpen == true)
            await _state.WriteAsync(state.Put(entry = entry.GrantOn(resource, Now)));
        if (entry?.Resource != resource)
        {
            await ChangeAsync(resource, entryId, WaitingAction.Withdraw);
            return;
        }
        await ChangeAsync(resource, entryId, WaitingAction.Grant);
        await CleanAsync(entry);
    }

    public async Task Watch(Guid resource) => await _state.WriteAsync((await ReadAsync()).Watch(resource));

    public async Task<int> Resume()
    {
        var state = await ReadAsync();
        foreach (var entry in state.Entries.Where(entry => entry.IsOpen))
            await SpreadAsync(entry with { Request = entry.Request with { HasWaited = true } });
        foreach (var entry in state.Entries.Where(entry => entry.IsLeftElsewhere))
            await CleanAsync(entry);
        var tidied = await EachAsync(state.Watched, async id => (Id: id, IsNeeded: await IsNeededAsync(id)));
        await _state.WriteAsync((await ReadAsync()).Unwatch(tidied.Where(one => !one.IsNeeded).Select(one => one.Id).ToHashSet()));
        return state.Watched.Length;
    }

    private async Task<bool> IsNeededAsync(Guid resource)
    {
        try
        {
            return await GrainFactory.GetResource(resource).Tidy();
        }
        catch (ResourceDamagedException)
        {
            return true;
        }
    }

    // Ends by the clock what waits too long, and forgets what ended long ago.
    private async ValueTask<WaitingListState> ReadAsync()
    {
        var state = await _state.ReadAsync();
        return state.At(Now);
    }

    private TypeEntry NewEntry(WaitingListState state, WaitRequest request)
    {
        var (now, id) = (Now, request.Id ?? Guid.CreateVersion7(clock.GetUtcNow()));
        // Later than all that wait, even if the clock was set back.
        var arrival = state.Entries is [.., { Request.ArrivedInType: { } last }] && last >= now ? last.Plus(1) : now;
        return new() { Id = id, Request = request with { Id = id, ArrivedInType = arrival } };
    }

    private async Task<TypeWaitingEntry> AsItIsAsync(TypeEntry entry)
    {
        if (entry.Resource is { } resource)
            return new(await GrainFactory.GetResource(resource).FindWaiting(Type, entry.Id) ?? new(entry.ToAllocation() with { Stage = AllocationStage.WaitingDeclined }, 0), resource);
        return new(new(entry.ToAllocation(), (await ReadAsync()).PositionOf(entry)), null);
    }

    private static WaitResult Sum(TypeEntry entry, WaitingListState state, IReadOnlyCollection<WaitResult> results)
    {
        if (results.FirstOrDefault(result => result.Status is WaitStatus.FreeNow) is { } free)
            return free;
        var answers = results.Where(result => result.Status is not WaitStatus.NoSuchResource).ToList();
        return answers.Count == 0 || answers.Any(result => result.IsWaiting) ? WaitResult.Waiting(entry.ToAllocation(), state.PositionOf(entry)) : answers[0];
    }

    // A resource that has the entry already answers the same once more.
    private async Task<IReadOnlyCollection<WaitResult>> SpreadAsync(TypeEntry entry) =>
        await EachAsync(await ListResourcesAsync(), id => GrainFactory.GetResource(id).Wait(entry.Request with { Key = null }));

    private async Task CleanAsync(TypeEntry entry)
    {
        await WithdrawAsync(entry, entry.Resource);
        if ((await ReadAsync()).Find(entry.Id) is { } now)
            await _state.WriteAsync((await ReadAsync()).Put(now with { IsLeftElsewhere = false }));
    }

    private async Task WithdrawAsync(TypeEntry entry, Guid? except) =>
        await EachAsync((await ListResourcesAsync()).Where(id => id != except), async id => await ChangeAsync(id, entry.Id, WaitingAction.Withdraw));

    private Task<ChangeWaitingResult> ChangeAsync(Guid resource, Guid entryId, WaitingAction action) =>
        GrainFactory.GetResource(resource).ChangeWaiting(new() { ResourceType = Type, EntryId = entryId, Action = action });

    private async Task<List<Guid>> ListResourcesAsync()
    {
        var ids = new List<Guid>();
        for (var (after, hasMore) = (0L, true); hasMore;)
        {
            var page = await GrainFactory.GetRegistry(Type).List(new() { After = after, Limit = 1_000 });
            ids.AddRange(page.Resources.Select(resource => resource.Id));
            (after, hasMore) = (page.Resources.IsEmpty ? after : page.Resources[^1].Ordinal, page.HasMore);
        }
        return ids;
    }

    private static async Task<IReadOnlyCollection<T>> EachAsync<T>(IEnumerable<Guid> ids, Func<Guid, Task<T>> call)
    {
        var results = new List<T>();
        foreach (var some in ids.Chunk(CallsAtOnce))
            results.AddRange(await Task.WhenAll(some.Select(call)));
        return results;
    }
}
