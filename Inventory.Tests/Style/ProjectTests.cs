using System.Text.RegularExpressions;

namespace Inventory.Tests.Style;

public sealed class ProjectTests
{
    private static IEnumerable<(string Path, string Text)> Projects => Repository.Files("*.csproj").Select(path => (path, File.ReadAllText(Path.Combine(Repository.Root, path))));

    [Fact]
    public void Versions_of_packages_stand_in_one_place() => Rule.Holds(
        from project in Projects
        from Match reference in Regex.Matches(project.Text, @"<PackageReference[^>]*\bVersion(Override)?\s*=[^>]*>")
        select $"{project.Path}: {reference.Value}",
        "Put the version into Directory.Packages.props.");

    [Fact]
    public void Settings_of_the_build_stand_in_one_place() => Rule.Holds(
        from project in Projects
        from Match setting in Regex.Matches(project.Text, "<(Nullable|LangVersion|TreatWarningsAsErrors|WarningsAsErrors|NoWarn|AnalysisLevel|ImplicitUsings|CheckForOverflowUnderflow)>")
        select $"{project.Path}: {setting.Value}",
        "Directory.Build.props sets this for all projects alike.");

    [Fact]
    public void Nothing_is_mocked() => Rule.Holds(
        from project in Projects
        from Match reference in Regex.Matches(project.Text, "\"(Moq|NSubstitute|FakeItEasy|JustMock|MediatR|AutoMapper|FluentAssertions)[^\"]*\"")
        select $"{project.Path}: {reference.Value}",
        "Write a small real one, as MemoryStore is a store; call the method, as xunit's Assert is enough.");

    [Fact]
    public void Every_project_of_the_product_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Inventory.slnx"));
        Rule.Holds(
            Projects.Select(project => project.Path).Where(path => path.StartsWith("Inventory.", StringComparison.Ordinal) && !solution.Contains(path, StringComparison.Ordinal)),
            "Add it to Inventory.slnx, so that it is built and tested.");
    }
}
