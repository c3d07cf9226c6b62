using System.Text;
using CsvHelper;
using Inventory.Domain.Allocations;
using Inventory.Gateway.Imports;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Resources;

namespace Inventory.Gateway.Exports;

/// <summary>The resources of a type and their allocations as CSV. What is exported can be imported again.</summary>
public sealed class ExportApi(ResourceType type, IGrainFactory grains, ResourceReader reader)
{
    private static readonly string[] OfResources = ["id", "name", "resource_type", "created", "attributes", "units", "parts"];

    private static readonly string[] OfAllocations =
        ["id", "resource", "resource_id", "from_datetime", "to_datetime", "from_infinity", "to_infinity", "allocation_type", "description", "reference", "status", "created", "units"];

    public void Map(IEndpointRouteBuilder api, string path) => api.MapGet($"/{path}.csv", ReadResources).WithTags("Resources").RequireAuthorization(Access.Transfer).Named("exportResources")
        .Returns(200, "The resources, oldest first.").AlsoReturns(CsvText.MediaType, "id,name,resource_type,created,attributes,units,parts\r\n0198a7b0-0000-7000-8000-0000000000aa,Car1,Car,2026-11-20T09:00:00Z,{},,\r\n");

    public void MapAllocations(RouteGroupBuilder collection) => collection.MapGet("/allocations.csv", ReadAllocations).RequireAuthorization(Access.Transfer).Named("exportAllocations")
        .Returns(200, "The allocations, by resource and start.")
        .AlsoReturns(CsvText.MediaType, "id,resource,resource_id,from_datetime,to_datetime,from_infinity,to_infinity,allocation_type,description,reference,status,created,units\r\n0198a7b0-0000-7000-8000-0000000000bb,Car1,0198a7b0-0000-7000-8000-0000000000aa,2026-12-01T10:00:00Z,2026-12-01T12:00:00Z,false,false,booking,,,firm,2026-11-20T09:00:00Z,\r\n")
        .Problems(ProblemTypes.Invalid);

    [EndpointSummary("Exports the resources of a type as CSV.")]
    [EndpointDescription("In UTF-8, with a header. Cells that a spreadsheet would take for a formula begin with an apostrophe. For operators.")]
    private CsvResult ReadResources() => new(type.Path, OfResources, async (csv, cancellation) =>
    {
        // Parts are older than their wholes.
        var names = new Dictionary<Guid, string>();
        await foreach (var resource in ListAsync(cancellation))
        {
            names[resource.Id] = resource.Name;
            csv.WriteText(resource.Id.ToString());
            csv.WriteText(resource.Name);
            csv.WriteText(resource.Type);
            csv.WriteText(resource.Created.ToString());
            csv.WriteText(resource.Attributes.IsDefaultOrEmpty ? "{}" : Encoding.UTF8.GetString(resource.Attributes.AsSpan()));
            csv.WriteText(UnitsOf(resource.Units));
            csv.WriteText(resource.IsWhole ? string.Join(ImportColumns.PartSeparator, resource.Parts.Select(part => NameOf(part, names))) : null);
            await csv.EndRecordAsync(cancellation);
        }
    });

    // Its id where an import would not find the name.
    private static string NameOf(Guid part, Dictionary<Guid, string> names) =>
        names.TryGetValue(part, out var name) && name.Trim() == name && !name.Contains(ImportColumns.PartSeparator, StringComparison.Ordinal) && !Guid.TryParse(name, out _) ? name : part.ToString();

    [EndpointSummary("Exports the allocations of a type's resources as CSV.")]
    [EndpointDescription("All, or those that overlap a window. In UTF-8, with a header. Cells that a spreadsheet would take for a formula begin with an apostrophe. For operators.")]
    private IResult ReadAllocations(string? from, string? to)
    {
        var query = new Query();
        var window = query.Window(from, to);
        if (query.Problem is { } problem) return problem;
        return new CsvResult($"{type.Path}-allocations", OfAllocations, async (csv, cancellation) =>
        {
            await foreach (var resource in ListAsync(cancellation))
                await WriteAsync(csv, resource, window, cancellation);
        });
    }

    private async Task WriteAsync(CsvWriter csv, Resource resource, Interval window, CancellationToken cancellation)
    {
        for (var (after, hasMore) = ((Allocation?)null, true); hasMore;)
        {
            var page = await reader.ListAllocations(resource.Id, new() { ResourceType = type.Name, Window = window, After = after?.Interval.From, AfterId = after?.Id, Limit = Query.MaxLimit });
            // Deleted meanwhile.
            if (page.Status != AllocationPageStatus.Listed)
                return;
            // What a part has of its whole comes with the whole's.
            foreach (var allocation in page.Allocations.Where(allocation => allocation.Whole is null))
            {
                Write(csv, resource, allocation);
                await csv.EndRecordAsync(cancellation);
            }
            (after, hasMore) = (page.HasMore ? page.Allocations[^1] : after, page.HasMore);
        }
    }

    private static void Write(CsvWriter csv, Resource resource, Allocation allocation)
    {
        var (from, to) = (allocation.Interval.From, allocation.Interval.To);
        csv.WriteText(allocation.Id.ToString());
        csv.WriteText(resource.Name);
        csv.WriteText(resource.Id.ToString());
        csv.WriteText(from.IsFinite ? from.ToString() : null);
        csv.WriteText(to.IsFinite ? to.ToString() : null);
        csv.WriteText(from.IsFinite ? "false" : "true");
        csv.WriteText(to.IsFinite ? "false" : "true");
        csv.WriteText(allocation.Type);
        csv.WriteText(allocation.Description);
        csv.WriteText(allocation.Reference);
        csv.WriteText(AllocationResponse.StatusOf(allocation));
        csv.WriteText(allocation.Created.ToString());
        csv.WriteText(UnitsOf(allocation.Units));
    }

    private static string? UnitsOf(int units) => units == 0 ? null : units.ToString(CultureInfo.InvariantCulture);

    private async IAsyncEnumerable<Resource> ListAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (after, hasMore) = (0L, true); hasMore;)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await grains.GetRegistry(type.Name).List(new() { After = after, Limit = Query.MaxLimit });
            foreach (var resource in page.Resources)
                yield return resource;
            (after, hasMore) = (page.HasMore ? page.Resources[^1].Ordinal : after, page.HasMore);
        }
    }
}
