using System.CommandLine;
using Inventory.Cli.Admin;
using Inventory.Cli.Cluster;
using Inventory.Cli.Data;
using Inventory.Cli.Doctor;
using Inventory.Cli.Seed;
using Inventory.Cli.Service;
using Inventory.Storage;

namespace Inventory.Cli;

internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        var parsed = Create(output, error).Parse(arguments);
        try
        {
            if (parsed.Errors.Count > 0)
                throw new CommandException(CommandException.Usage, $"{string.Join(' ', parsed.Errors.Select(parseError => parseError.Message))} See ./inventory {Name(parsed)}--help.");
            // The commands handle signals themselves: a cluster needs longer to stop than the library waits.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (CommandException e)
        {
            await error.WriteLineAsync($"inventory: {e.Message}");
            return e.ExitCode;
        }
        catch (StoreOpenException e)
        {
            await error.WriteLineAsync($"inventory: {e.Message}");
            return CommandException.Configuration;
        }
        catch (Exception e) when (e is StoreUnavailableException or InvalidDataException)
        {
            await error.WriteLineAsync($"inventory: {e.Message}");
            return CommandException.Failed;
        }
    }

    private static RootCommand Create(TextWriter output, TextWriter error) => new("Inventory: runs the service or a cluster of it, and looks after its data.")
    {
        AdminCommand.Create(output, error),
        ClusterCommand.Create(output),
        DoctorCommand.Create(),
        SeedCommand.Create(),
        TransferCommands.CreateBackup(output),
        TransferCommands.CreateRestore(output),
        TransferCommands.CreateMigrate(output),
        ServiceCommands.CreateRun(error),
        ServiceCommands.CreateGateway(error),
        ServiceCommands.CreateSilo(),
        VerifyCommand.Create(output),
    };

    private static string Name(ParseResult parsed) => parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
}
