using System.CommandLine;
using Inventory.Storage;
using Inventory.Storage.Transfer;

namespace Inventory.Cli.Data;

/// <summary>What the commands on data have in common.</summary>
internal static class StoreOptions
{
    private const string Connection = "a connection string such as \"Host=db;Username=inventory;Database=inventory\"";
    private const string Forms = $"a data directory, a backup, or {Connection}";

    public static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON, and no progress" };

    public static readonly Option<string> Archive = new("--archive") { Description = "The file to which old events of the store were moved", HelpName = "FILE" };

    /// <summary>Whether it is a command on data, which ends when its cancellation is asked for.</summary>
    public static bool AreOf(Command command) => command.Options.Contains(Json);

    public static Option<string> Store(string name, string description) => new(name) { Description = $"{description}: {Forms}", HelpName = "STORE", Required = true };

    public static Argument<string> Store(string description) => new("STORE") { Description = $"{description}: {Forms}", DefaultValueFactory = _ => "data" };

    /// <summary>Of a service: no file.</summary>
    public static Argument<string> ServedStore(string description) => new("STORE") { Description = $"{description}: a data directory or {Connection}", DefaultValueFactory = _ => "data" };

    /// <exception cref="StoreOpenException">It looks like a connection string and is none.</exception>
    public static StoreAddress Parse(string store) => StoreAddress.Parse(store, Environment.GetEnvironmentVariable("Inventory__PostgresPassword"));
}
