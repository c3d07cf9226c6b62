using Inventory.Domain.Imports;

namespace Inventory.Gateway.Imports;

/// <summary>The header of a file: which column has what.</summary>
internal sealed class ImportColumns
{
    public const string Attribute = "attributes.";

    /// <summary>Between the parts of a whole in their cell.</summary>
    public const char PartSeparator = ';';

    // Of exports and of refused rows; what they say follows from the rest.
    private static readonly string[] Ignored = ["id", "resource_id", "resource_type", "created", "status", "expires", "line", "reason"];

    private static readonly string[] OfResources = ["name", "attributes", "units", "parts"];

    private static readonly string[] OfAllocations = ["resource", "from_datetime", "to_datetime", "from_infinity", "to_infinity", "allocation_type", "description", "reference", "units"];

    private static readonly string[] NeededByResources = ["name"];

    private static readonly string[] NeededByAllocations = ["resource", "allocation_type"];

    private static readonly string[] Ends = ["from", "to"];

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private ImportColumns(IReadOnlyList<string> names)
    {
        foreach (var (place, name) in names.Index())
            _places.TryAdd(name, place);
    }

    public IEnumerable<string> Attributes => _places.Keys.Where(name => name.StartsWith(Attribute, StringComparison.Ordinal));

    /// <returns>The columns, or all that is wrong with them.</returns>
    public static (ImportColumns Columns, IReadOnlyList<ValidationError> Faults) Of(IReadOnlyList<string> names, ImportKind kind)
    {
        var columns = new ImportColumns(names);
        var known = kind == ImportKind.Resources ? OfResources : OfAllocations;
        var faults = names.Where(name => !known.Contains(name) && !Ignored.Contains(name) && !(kind == ImportKind.Resources && IsAttribute(name)))
            .Select(name => $"has the column \"{name}\", which is not one of {string.Join(", ", known)}{(kind == ImportKind.Resources ? $", {Attribute}<name>" : "")}")
            .Concat(names.CountBy(name => name).Where(name => name.Value > 1).Select(name => $"has the column \"{name.Key}\" {name.Value} times"))
            .Concat(columns.Missing(kind).Select(name => $"has no column {name}"));
        return (columns, [.. faults.Select(fault => new ValidationError("#line=1", $"Line 1: the header {fault}."))]);
    }

    /// <returns><c>null</c> without such a column or cell.</returns>
    public string? Cell(IReadOnlyList<string> cells, string name) => _places.TryGetValue(name, out var place) && place < cells.Count ? cells[place] : null;

    /// <returns><c>null</c> for an empty cell, too.</returns>
    public string? Text(IReadOnlyList<string> cells, string name) => Cell(cells, name) is { Length: > 0 } text ? text : null;

    private static bool IsAttribute(string name) => name.Length > Attribute.Length && name.StartsWith(Attribute, StringComparison.Ordinal);

    private IEnumerable<string> Missing(ImportKind kind)
    {
        var missing = (kind == ImportKind.Resources ? NeededByResources : NeededByAllocations).Where(name => !_places.ContainsKey(name));
        return kind == ImportKind.Resources ? missing : missing.Concat(Ends.Where(end => !_places.ContainsKey($"{end}_datetime") && !_places.ContainsKey($"{end}_infinity")).Select(end => $"{end}_datetime"));
    }
}
