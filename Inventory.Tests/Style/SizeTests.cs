using System.Text.RegularExpressions;

namespace Inventory.Tests.Style;

/// <summary>Files and functions that a reader takes in at once.</summary>
public sealed class SizeTests
{
    private const int LongestFile = 300;
    private const int LongestMedian = 60;
    private const int LongestFunction = 40;
    private const int LongestProgram = 40;
    private const int LongestEditorConfig = 80;

    [Fact]
    public void No_file_is_longer_than_300_lines() => Rule.Holds(
        Repository.Sources.Where(file => file.Lines.Length > LongestFile).Select(file => $"{file}: {file.Lines.Length} lines"),
        "Split it by aspect: what has a name of its own gets a file of its own.");

    [Fact]
    public void Half_of_the_products_files_have_60_lines_at_most()
    {
        var lengths = Repository.Product.Select(file => file.Lines.Length).Order().ToArray();
        Assert.True(lengths[lengths.Length / 2] <= LongestMedian, $"The median is {lengths[lengths.Length / 2]} lines. Files grow: split those that do two things.");
    }

    [Fact]
    public void No_function_of_the_product_is_longer_than_40_lines() => Rule.Holds(
        Repository.Product.SelectMany(LongFunctions), "Take out the part that has a name of its own; keep the order of the decision in one place.");

    [Fact]
    public void Programs_register_order_and_map() => Rule.Holds(
        Repository.Sources.Where(file => file.Path.EndsWith("/Program.cs", StringComparison.Ordinal) && file.Lines.Length > LongestProgram).Select(file => file.Path),
        "Program.cs has under 40 lines: register, pipeline, map. Move the rest to the feature that it is about.");

    [Fact]
    public void The_editor_config_is_short() => Rule.Holds(
        Repository.Files(".editorconfig").Where(path => File.ReadAllLines(Path.Combine(Repository.Root, path)).Length > LongestEditorConfig),
        "An .editorconfig has under 80 lines: keep the defaults, and name what differs.");

    // A function's body is what stands between two braces under each other, after a line that ends a list of parameters.
    private static IEnumerable<string> LongFunctions(SourceFile file)
    {
        for (var i = 1; i < file.Lines.Length; i++)
        {
            if (!Regex.IsMatch(file.Lines[i], @"^( {4}| {8})\{$") || !file.Lines[i - 1].EndsWith(')') || file.Lines[i - 1].EndsWith("new()", StringComparison.Ordinal))
                continue;
            var end = Array.IndexOf(file.Lines, file.Lines[i].Replace('{', '}'), i);
            if (end - i - 1 > LongestFunction)
                yield return $"{file}:{i}: {end - i - 1} lines: {file.Lines[i - 1].Trim()}";
        }
    }
}
