using System.CommandLine;
using System.Data.Common;
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
    // What a command on data has begun is removed when it is interrupted. The others handle signals themselves: a cluster needs longer to stop.
    private static readonly TimeSpan CleanUp = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        var parsed = Create(output, error).Parse(arguments);
        try
        {
            if (parsed.Errors.Count > 0)
                throw new CommandException(CommandException.Usage, $"{string.Join(' ', parsed.Errors.Select(parseError => parseError.Message))} See ./inventory {Name(parsed)}--help.");
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = StoreOptions.AreOf(parsed.CommandResult.Command) ? CleanUp : null,
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
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("inventory: Interrupted. Nothing is left of what was begun.");
            return CommandException.Interrupted;
        }
        catch (Exception e) when (e is StoreUnavailableException or InvalidDataException or DbException or IOException)
        {
            await error.WriteLineAsync($"inventory: {e.Message}");
            return CommandException.Failed;
        }
    }

    private static RootCommand Create(TextWriter output, TextWriter error) => new("Inventory: runs the service or a cluster of it, and looks after its data.")
    {
        AdminCommand.Create(output, error),
        ArchiveCommand.Create(output),
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
