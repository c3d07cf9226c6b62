using System.Collections.Immutable;
using System.Text.Json;

namespace Inventory.Storage;

/// <summary>The column <c>parts</c>: a JSON array of ids; NULL for none.</summary>
internal static class StoredParts
{
    public static string? ToColumn(ImmutableArray<Guid> parts) => parts.IsDefaultOrEmpty ? null : $"[{string.Join(",", parts.Select(part => $"\"{part}\""))}]";

    /// <exception cref="InvalidDataException">It is no list of ids.</exception>
    public static ImmutableArray<Guid> OfColumn(string? column)
    {
        if (column is null)
            return [];
        try
        {
            using var document = JsonDocument.Parse(column);
            return [.. document.RootElement.EnumerateArray().Select(part => part.GetGuid())];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("A list of parts in the database is damaged.", e);
        }
    }
}
