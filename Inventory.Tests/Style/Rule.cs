using System.Text.RegularExpressions;

namespace Inventory.Tests.Style;

/// <summary>Checks a rule everywhere and, where it is broken, says what to do instead.</summary>
internal static class Rule
{
    /// <param name="faults">A line for each place.</param>
    /// <param name="instead">What to do, as a sentence.</param>
    public static void Holds(IEnumerable<string> faults, string instead)
    {
        var found = faults.ToList();
        if (found.Count > 0)
            Assert.Fail($"{instead}\n{string.Join('\n', found)}");
    }

    /// <summary>No line of the files' code, comments aside, matches the pattern.</summary>
    public static void NoCode(IEnumerable<SourceFile> files, string pattern, string instead) => Holds(
        from file in files
        from line in file.Code
        where Regex.IsMatch(line.Code, pattern)
        select $"{file}:{line.Number}: {line.Code.Trim()}",
        instead);

    /// <summary>No line of the files at all matches the pattern.</summary>
    public static void NoLine(IEnumerable<SourceFile> files, string pattern, string instead) => Holds(
        from file in files
        from line in file.Lines.Index()
        where Regex.IsMatch(line.Item, pattern)
        select $"{file}:{line.Index + 1}: {line.Item.Trim()}",
        instead);
}
