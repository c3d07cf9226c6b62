using System.CommandLine;
using Spectre.Console;

namespace Inventory.Cli.Doctor;

internal static class DoctorCommand
{
    private const int DefaultPort = 5001;

    public static Command Create()
    {
        var command = new Command("doctor", "Checks what Inventory needs on this machine, and names remedies.");
        command.SetAction(_ => Run(
            [Checks.Sdk(), Checks.Sqlite(), Checks.DataDirectory(Path.GetFullPath("data")), Checks.Port(DefaultPort), Checks.Postgres(), Checks.Wrk()],
            AnsiConsole.Console));
        return command;
    }

    /// <exception cref="CommandException">The service cannot run here.</exception>
    public static void Run(IReadOnlyList<Finding> findings, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "what", "found");
        foreach (var finding in findings)
            table.AddRow(new Markup(Mark(finding.State)), new Text(finding.Subject), new Text(finding.Remedy.Length == 0 ? finding.Fact : $"{finding.Fact}. {finding.Remedy}."));
        console.Write(table);
        if (findings.Any(finding => finding.State == FindingState.Missing))
            throw new CommandException(CommandException.Unavailable, "The service cannot run here: see the rows marked \"missing\".");
    }

    private static string Mark(FindingState state) => state switch
    {
        FindingState.Ok => "[green]ok[/]",
        FindingState.Warning => "[yellow]warning[/]",
        FindingState.Missing => "[red]missing[/]",
        FindingState.Optional => "[grey]optional[/]",
    };
}
