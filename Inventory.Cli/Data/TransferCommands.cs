using System.CommandLine;
using System.Text.Json.Nodes;
using Inventory.Storage.Transfer;

namespace Inventory.Cli.Data;

/// <summary>Three names for one thing: all of a store is copied to a new one.</summary>
internal static class TransferCommands
{
    public static Command CreateBackup(TextWriter output)
    {
        var source = StoreOptions.Store("What to save, which may be in use");
        var target = new Option<string>("--to") { Description = "New file, such as backup.db", HelpName = "FILE", Required = true };
        var command = new Command("backup", "Saves all data, as they are at one moment, in one file.") { source, target, StoreOptions.Archive, StoreOptions.Json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, StoreOptions.Parse(parsed.GetValue(source)!), AsFile(parsed.GetValue(target)!), output, cancellation));
        return command;
    }

    public static Command CreateRestore(TextWriter output)
    {
        var source = new Argument<string>("FILE") { Description = "A backup" };
        var target = StoreOptions.Store("--to", "Where the data go, new or empty");
        var command = new Command("restore", "Makes a new store from a backup.") { source, target, StoreOptions.Archive, StoreOptions.Json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, AsFile(parsed.GetValue(source)!), StoreOptions.Parse(parsed.GetValue(target)!), output, cancellation));
        return command;
    }

    public static Command CreateMigrate(TextWriter output)
    {
        var source = StoreOptions.Store("--from", "Whose data, which nothing should change meanwhile");
        var target = StoreOptions.Store("--to", "Where the data go, new or empty");
        var command = new Command("migrate", "Copies all data to a new store, between SQLite and PostgreSQL in either direction.") { source, target, StoreOptions.Archive, StoreOptions.Json };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed, StoreOptions.Parse(parsed.GetValue(source)!), StoreOptions.Parse(parsed.GetValue(target)!), output, cancellation));
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, StoreAddress source, StoreAddress target, TextWriter output, CancellationToken cancellation)
    {
        var isJson = parsed.GetValue(StoreOptions.Json);
        var archive = parsed.GetValue(StoreOptions.Archive) is { } file ? AsFile(file) : null;
        var size = await Progress.RunAsync("Copying", isShown: !isJson, progress => StoreTransfer.RunAsync(source, archive, target, progress, cancellation));
        await output.WriteLineAsync(isJson
            ? new JsonObject { ["from"] = source.Text, ["to"] = target.Text, ["events"] = size.Events, ["states"] = size.States }.ToJsonString()
            : $"{target.Text} has all of {source.Text}. Events: {size.Events:N0}, states: {size.States:N0}");
    }

    private static StoreAddress AsFile(string path)
    {
        if (Directory.Exists(path))
            throw new CommandException(CommandException.Usage, $"{path} is a directory. Name a file in it.");
        return StoreAddress.OfFile(path);
    }
}
