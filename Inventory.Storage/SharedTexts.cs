using System.Collections.Concurrent;

namespace Inventory.Storage;

/// <summary>
/// One string for texts in which few rows differ, such as the types of allocations: a calendar has thousands of a handful. Clients choose these texts,
/// so they are forgotten again: <see cref="string.Intern"/> keeps them until the process ends.
/// </summary>
internal static class SharedTexts
{
    private const int Capacity = 1_024;

    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    public static string Of(string text)
    {
        if (Texts.TryGetValue(text, out var shared))
            return shared;
        // Clearing everything is as good as removing the oldest: texts in use return with the next row.
        if (Texts.Count >= Capacity)
            Texts.Clear();
        return Texts.GetOrAdd(text, text);
    }
}
