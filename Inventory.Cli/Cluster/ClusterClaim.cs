using Inventory.Cli.Processes;

namespace Inventory.Cli.Cluster;

internal static class ClusterClaim
{
    /// <returns>Ends with the object or with the process.</returns>
    /// <exception cref="CommandException">A port or the directory is in use.</exception>
    public static IDisposable Acquire(ClusterOptions options)
    {
        foreach (var port in options.GatewayPorts.Where(port => !Ports.IsFree(port)))
            throw new CommandException(CommandException.Unavailable, $"Port {port} is taken: stop the program that listens there, or choose other ports with --port.");
        try
        {
            Directory.CreateDirectory(options.LogDirectory);
            return new FileStream(Path.Combine(options.Data, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                CommandException.Unavailable, $"{options.Data} cannot be used: {e.Message} Stop the cluster that uses it, or choose another directory with --data.");
        }
    }
}
