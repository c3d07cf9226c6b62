using Inventory.Cli.Processes;

namespace Inventory.Cli.Cluster;

/// <summary>The claim of one cluster on its directory and on its gateways' ports.</summary>
internal static class ClusterClaim
{
    /// <returns>The claim on the directory, which ends with the object or with the process.</returns>
    /// <exception cref="CommandException">Another program has a port or the directory.</exception>
    public static IDisposable Take(ClusterOptions options)
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
