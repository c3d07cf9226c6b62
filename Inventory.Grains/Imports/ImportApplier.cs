using System.Text;
using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Imports;
using Inventory.Domain.Policies;
using Inventory.Grains.Resources;

namespace Inventory.Grains.Imports;

/// <summary>
/// Applies rows of an import, or judges them. Rows of one resource are decided in order; different ones at once, so that they share commits. A repeated row has the key of
/// the first attempt, and no second effect.
/// </summary>
internal sealed class ImportApplier(IGrainFactory grains, IEventReader store, Import import)
{
    private const int EventsAtOnce = 1_000;

    private const string NotFound = "not-found: There is no such resource.";

    // Names that were not found may be there later.
    private readonly Dictionary<string, Guid> _resources = new(StringComparer.Ordinal);

    private readonly CheckedRows _checked = new();

    /// <param name="rows">By line.</param>
    /// <param name="isUnknown">Some may have taken effect so long ago that their keys are forgotten: the histories say which.</param>
    /// <returns>The rows that took no effect, by line.</returns>
    public async Task<ImmutableArray<RefusedRow>> ApplyAsync(ImmutableArray<ImportRow> rows, bool isUnknown)
    {
        var refused = rows.Where(row => row.Reason is not null).Select(row => row.Refuse(row.Reason!)).ToList();
        var good = rows.Where(row => row.Reason is null).ToList();
        refused.AddRange(import.Kind == ImportKind.Resources ? await CreateAsync(good) : await AllocateAsync(good, isUnknown));
        return [.. refused.OrderBy(row => row.Line)];
    }

    // Parts before wholes.
    private async Task<IEnumerable<RefusedRow>> CreateAsync(List<ImportRow> rows)
    {
        var wholes = rows.Where(row => row.Resource!.Parts is { IsDefaultOrEmpty: false }).ToList();
        return [.. await CreateAllAsync(rows.Except(wholes)), .. await CreateAllAsync(wholes)];
    }

    private async Task<IEnumerable<RefusedRow>> CreateAllAsync(IEnumerable<ImportRow> rows)
    {
        var results = await Task.WhenAll(rows.GroupBy(row => row.Resource!.Name, StringComparer.Ordinal).Select(CreateAsync));
        return results.SelectMany(refused => refused);
    }

    private async Task<IEnumerable<RefusedRow>> CreateAsync(IGrouping<string, ImportRow> rows)
    {
        var refused = new List<RefusedRow>();
        foreach (var row in rows)
            if (await CreateAsync(row) is { } reason)
                refused.Add(row.Refuse(reason));
        return refused;
    }

    private async Task<string?> CreateAsync(ImportRow row)
    {
        var (name, parts) = (row.Resource!.Name, row.Resource.Parts is { IsDefaultOrEmpty: false } named ? named : []);
        await FindAsync([.. parts.Where(part => !_resources.ContainsKey(part))]);
        if (parts.FirstOrDefault(part => !_resources.ContainsKey(part) && !(import.IsCheck && _checked.HasPart(part))) is { } unknown)
            return $"{NotFound} A part has to stand before its whole: {unknown}";
        ImmutableArray<Guid> ids = [.. parts.Where(_resources.ContainsKey).Select(part => _resources[part])];
        if (ids.Distinct().Count() < ids.Length || parts.Distinct(StringComparer.Ordinal).Count() < parts.Length)
            return "invalid: A part is there twice.";
        var attributes = row.Resource.Attributes is { } json ? [.. Encoding.UTF8.GetBytes(json)] : default(ImmutableArray<byte>);
        var request = new CreateResourceRequest(name, attributes, import.IsCheck ? null : import.KeyOf(row), import.RequestedBy) { IsPreview = import.IsCheck, Units = row.Resource.Units, Parts = ids };
        return await grains.GetRegistry(import.ResourceType).Create(request) switch
        {
            { Status: CreateResourceStatus.PartsRefused, RefusedParts: [var part, ..] } => part.IsWhole ? "invalid: A part has parts itself: only one level is allowed." : $"{NotFound} {part.Part}",
            { IsCreated: true } when !import.IsCheck || _checked.TryAdd(name, isWhole: !parts.IsEmpty) => null,
            _ => "name-taken: Another resource of the type has this name.",
        };
    }

    private async Task<IEnumerable<RefusedRow>> AllocateAsync(List<ImportRow> rows, bool isUnknown)
    {
        await FindAsync(rows.Select(row => row.Allocation!.Resource).Distinct(StringComparer.Ordinal).Where(resource => !_resources.ContainsKey(resource)).ToList());
        var known = rows.ToLookup(row => _resources.TryGetValue(row.Allocation!.Resource, out var id) ? id : (Guid?)null);
        var results = await Task.WhenAll(known.Where(of => of.Key is not null).Select(of => AllocateAsync(of.Key!.Value, [.. of], isUnknown)));
        return results.SelectMany(refused => refused).Concat(known[null].Select(row => row.Refuse(NotFound)));
    }

    private async Task<IEnumerable<RefusedRow>> AllocateAsync(Guid resource, ImmutableArray<ImportRow> rows, bool isUnknown)
    {
        if (isUnknown)
            rows = await WithoutMadeAsync(resource, rows);
        var results = await grains.GetResource(resource).AllocateAll([.. rows.Select(ToRequest)]);
        var refused = new List<RefusedRow>();
        foreach (var (row, result) in rows.Zip(results))
            if ((ReasonOf(result) ?? (import.IsCheck ? await CheckAsync(resource, row) : null)) is { } reason)
                refused.Add(row.Refuse(reason));
        return refused;
    }

    private async Task<ImmutableArray<ImportRow>> WithoutMadeAsync(Guid resource, ImmutableArray<ImportRow> rows)
    {
        var open = rows.ToDictionary(import.IdOf);
        var (version, isLast) = (0L, false);
        while (!isLast)
        {
            var events = await store.ReadHistoryAsync(resource, version, EventsAtOnce, CancellationToken.None);
            foreach (var one in events)
                if (one.Change is ResourceEvent.Allocated { Allocation.Id: var id })
                    open.Remove(id);
            (version, isLast) = (version + events.Count, events.Count < EventsAtOnce);
        }
        return [.. rows.Where(row => open.ContainsKey(import.IdOf(row)))];
    }

    // Beside the rows of the file before it.
    private async Task<string?> CheckAsync(Guid resource, ImportRow row)
    {
        if (!_checked.Knows(resource))
        {
            var units = (await grains.GetResource(resource).Read(import.ResourceType))?.Units ?? 0;
            var loads = units == 0 ? null : (await grains.GetResource(resource).ListLoad(import.ResourceType, Interval.Always, int.MaxValue)).Loads;
            _checked.Add(resource, units, loads ?? []);
        }
        return _checked.Check(resource, row);
    }

    private AllocateRequest ToRequest(ImportRow row) => new()
    {
        ResourceType = import.ResourceType,
        Interval = row.Allocation!.Interval,
        Details = new() { Type = row.Allocation.Type, Description = row.Allocation.Description, Reference = row.Allocation.Reference },
        Units = row.Allocation.Units,
        Id = import.IdOf(row),
        Key = import.IsCheck ? null : import.KeyOf(row),
        RequestedBy = import.RequestedBy,
        IsPreview = import.IsCheck,
    };

    private async Task FindAsync(IReadOnlyCollection<string> resources)
    {
        var registry = grains.GetRegistry(import.ResourceType);
        foreach (var (resource, id) in await Task.WhenAll(resources.Select(FindAsync)))
            if (id is { } found)
                _resources[resource] = found;

        async Task<(string, Guid?)> FindAsync(string resource) => Guid.TryParseExact(resource, "D", out var id)
            ? (resource, id)
            : (resource, (await registry.List(new() { Name = resource, Limit = 1 })).Resources is [var named] ? named.Id : null);
    }

    private static string? ReasonOf(AllocateResult result) => result.Status switch
    {
        AllocateStatus.Allocated => null,
        AllocateStatus.NoSuchResource => NotFound,
        AllocateStatus.KeyReused => "idempotency-key-reused: The line was imported already.",
        AllocateStatus.Refused => string.Join(' ', result.Judgement.Broken.Select(TextOf)),
    };

    private static string TextOf(BrokenRule rule) => rule.Kind switch
    {
        RuleKind.Bounds => $"out-of-bounds: {rule.Text}",
        RuleKind.Slots => "off-slot: The time has to be whole slots.",
        RuleKind.Hours => "closed: The time is not within the opening hours.",
        RuleKind.Overlap => "overlap: Other allocations overlap this time.",
        RuleKind.Turnaround => "turnaround: Another allocation is too near.",
        RuleKind.Capacity => "capacity: Not so many units are free.",
        RuleKind.Approval => "approval-needed: This has to be approved first.",
    };
}
