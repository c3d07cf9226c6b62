using System.Text.RegularExpressions;

namespace Inventory.Tests.Style;

/// <summary>What is not written in any source file.</summary>
public sealed class TextTests
{
    [Fact]
    public void Nothing_is_left_to_be_done() => Rule.NoLine(
        Repository.Ruled, @"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException", "Do it now, or open an issue and leave the code whole.");

    [Fact]
    public void No_warning_is_silenced() => Rule.NoLine(
        Repository.Ruled, "#pragma warning disable", "Mend what the analyzer sees. If the rule is wrong for this house, set it in .editorconfig with the reason.");

    [Fact]
    public void Nothing_is_compiled_on_a_condition() => Rule.NoLine(
        Repository.Ruled, @"^\s*#(if|elif|else)\b", "Build the same code everywhere: choose at run time, by configuration.");

    [Fact]
    public void Nothing_required_is_defaulted() => Rule.NoCode(
        Repository.Ruled, @"= default!", "Make the member required, so that whoever makes the object has to give it.");

    [Fact]
    public void Nothing_is_swallowed() => Rule.NoCode(
        Repository.Ruled, @"catch\s*(\(Exception\))?\s*\{\s*\}", "Catch what you expect by its type and say why it may be ignored, or let it go.");

    [Fact]
    public void Everything_is_sealed_that_nothing_derives_from()
    {
        var bases = Repository.Ruled.SelectMany(file => file.Code).SelectMany(line => Regex.Matches(line.Code, @"\b(?:class|record) .*?: (\w+)")).Select(match => match.Groups[1].Value).ToHashSet();
        Rule.Holds(
            from file in Repository.Ruled
            from line in file.Code
            let opened = Regex.Match(line.Code, @"^\s*((public|internal|private|protected|file)\s+)*(partial\s+)?(class|record)\s+(?!struct)(?!.*: DispatchProxy)(?<name>\w+)")
            where opened.Success && !bases.Contains(opened.Groups["name"].Value)
            select $"{file}:{line.Number}: {line.Code.Trim()}",
            "Write sealed, static or abstract: a class that others may derive from is a promise.");
    }

    [Fact]
    public void Names_say_what_a_thing_is() => Rule.NoCode(
        Repository.Ruled,
        @"\b(class|record|struct|interface)\s+\w*(Manager|Helpers?|Util(s|ity|ities)?|Processor|Wrapper)\b",
        "Name it by the field's own word: what is it that it keeps, decides or makes?");

    [Fact]
    public void No_file_is_a_drawer() => Rule.Holds(
        Repository.Ruled.Select(file => file.Path).Where(path => path.EndsWith("/Extensions.cs", StringComparison.Ordinal) || path.EndsWith("/Common.cs", StringComparison.Ordinal)),
        "Name the file by what it adds to which type, as ResourceGrainFactory.");

    [Fact]
    public void Tests_wait_for_what_they_wait_for() => Rule.NoCode(
        Repository.Ruled.Where(file => file.IsUnder("Inventory.Tests") && file.Path is not ("Inventory.Tests/Eventually.cs" or "Inventory.Tests/Cluster/ClusterLoad.cs")),
        @"Thread\.Sleep|Task\.Delay|SpinWait|SpinUntil|PeriodicTimer",
        "No sleeps and polls: let the thing under test signal, as MemoryStore.UntilHeldAsync does, or move a FakeTimeProvider. For what another process does there is Eventually.");

    [Fact]
    public void Test_names_are_sentences() => Rule.Holds(
        from file in Repository.Ruled
        where file.IsUnder("Inventory.Tests")
        from line in file.Lines.Index()
        where Regex.IsMatch(line.Item, @"^\s*\[\w*(Fact|Theory)\b")
        let name = file.Lines.Skip(line.Index + 1).First(next => next.Contains(" void ", StringComparison.Ordinal) || next.Contains(" Task ", StringComparison.Ordinal)).Trim()
        where name.Split('(')[0].Count(c => c == '_') < 2
        select $"{file}:{line.Index + 1}: {name}",
        "Say what holds, in words: A_free_time_is_allocated_as_it_was_asked_for.");
}
