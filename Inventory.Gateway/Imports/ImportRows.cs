using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Inventory.Domain.Imports;
using Inventory.Gateway.Allocations;
using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Imports;

/// <summary>Reads the cells of a row as a request has them, so that the same is valid. A row that is not is refused by itself.</summary>
internal sealed class ImportRows(ResourceType type, ImportKind kind, ImportColumns columns, int count)
{
    public ImportRow Read(long line, ImmutableArray<string> cells)
    {
        var row = new ImportRow { Line = line, Cells = cells };
        if (cells.Length != count)
            return row with { Reason = $"invalid: The line has {cells.Length} cells; the header has {count}." };
        if (cells.Any(cell => cell.Contains('\0', StringComparison.Ordinal)))
            return row with { Reason = "invalid: A cell has a NUL character." };
        return kind == ImportKind.Resources ? ReadResource(row) : ReadAllocation(row);
    }

    private ImportRow ReadAllocation(ImportRow row)
    {
        var faults = new List<ValidationError>();
        var request = new AllocationRequest
        {
            FromDatetime = columns.Text(row.Cells, "from_datetime"),
            ToDatetime = columns.Text(row.Cells, "to_datetime"),
            FromInfinity = Flag(row.Cells, "from_infinity", faults),
            ToInfinity = Flag(row.Cells, "to_infinity", faults),
            AllocationType = columns.Text(row.Cells, "allocation_type"),
            Description = columns.Text(row.Cells, "description"),
            Reference = columns.Text(row.Cells, "reference"),
            Units = Number(row.Cells, faults),
        };
        if (columns.Text(row.Cells, "resource") is not { } resource)
            faults.Add(ValidationError.Member("resource", "resource is missing."));
        if (columns.Text(row.Cells, "status") is "held" or "requested")
            faults.Add(ValidationError.Member("status", "This is a hold: only firm allocations are imported."));
        var (command, problem) = request.ToCommand(type, key: null, caller: null, maxHoldSeconds: 1);
        faults.AddRange(problem?.Errors ?? []);
        return faults.Count > 0
            ? row with { Reason = ReasonOf(faults) }
            : row with { Allocation = new(columns.Text(row.Cells, "resource")!, command!.Interval, request.AllocationType!, request.Description, request.Reference, command.Units) };
    }

    private ImportRow ReadResource(ImportRow row)
    {
        var faults = new List<ValidationError>();
        var attributes = ReadAttributes(row.Cells, faults);
        var request = new ResourceRequest { Name = columns.Text(row.Cells, "name"), Attributes = attributes, Units = Number(row.Cells, faults) };
        faults.AddRange(request.Faults(type));
        var parts = ReadParts(row.Cells, faults);
        return faults.Count > 0
            ? row with { Reason = ReasonOf(faults) }
            : row with { Resource = new(request.Name!, attributes is { ValueKind: JsonValueKind.Object } ? Encoding.UTF8.GetString(RawJson.ToStored(attributes).AsSpan()) is { Length: > 0 } json ? json : null : null, (int)(request.Units ?? 0), parts) };
    }

    private ImmutableArray<string> ReadParts(ImmutableArray<string> cells, List<ValidationError> faults)
    {
        if (columns.Text(cells, "parts") is not { } text)
            return [];
        ImmutableArray<string> parts = [.. text.Split(ImportColumns.PartSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        Parts.CheckCount(faults, type, parts.Length);
        return parts;
    }

    // Columns of single attributes count before the object.
    private JsonElement ReadAttributes(ImmutableArray<string> cells, List<ValidationError> faults)
    {
        try
        {
            var json = columns.Text(cells, "attributes");
            var names = columns.Attributes.Where(name => columns.Text(cells, name) is not null).ToList();
            if (names.Count == 0)
                return json is null ? default : Require(JsonElement.Parse(json), faults);
            var all = json is null ? [] : JsonNode.Parse(json) as JsonObject ?? throw new JsonException("no object");
            foreach (var name in names)
                all[name[ImportColumns.Attribute.Length..]] = ValueOf(name[ImportColumns.Attribute.Length..], columns.Text(cells, name)!);
            return JsonElement.Parse(all.ToJsonString());
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            faults.Add(ValidationError.Member("attributes", "attributes has to be a JSON object, and a number or true or false where one is declared."));
            return default;
        }
    }

    private static JsonElement Require(JsonElement json, List<ValidationError> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
            faults.Add(ValidationError.Member("attributes", "attributes has to be a JSON object."));
        return json;
    }

    private JsonNode? ValueOf(string name, string text) => type.Attributes.Declared.FirstOrDefault(declared => declared.Name == name)?.Type is AttributeType.Integer or AttributeType.Number or AttributeType.Boolean
        ? JsonNode.Parse(text) : JsonValue.Create(text);

    private long? Number(ImmutableArray<string> cells, List<ValidationError> faults)
    {
        if (columns.Text(cells, "units") is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var units))
            return units;
        faults.Add(ValidationError.Member("units", "units has to be a whole number."));
        return null;
    }

    private bool? Flag(ImmutableArray<string> cells, string name, List<ValidationError> faults)
    {
        if (columns.Text(cells, name) is not { } text)
            return null;
        if (bool.TryParse(text, out var flag))
            return flag;
        faults.Add(ValidationError.Member(name, $"{name} has to be true or false."));
        return null;
    }

    private static string ReasonOf(IEnumerable<ValidationError> faults) => $"invalid: {string.Join(' ', faults.Select(fault => fault.Detail))}";
}
