using System.CommandLine;
using System.Text.Json.Nodes;
using Inventory.Domain.Time;
using Inventory.Storage;
using Inventory.Storage.Transfer;

namespace Inventory.Cli.Data;

internal static class ArchiveCommand
{
    public static Command Create(TextWriter output)
    {
        var store = StoreOptions.ServedStore("Whose old events go, which may be in use if it is PostgreSQL");
        var target = new Option<string>("--to") { Description = "The archive: one file for all runs, made by the first", HelpName = "FILE", Required = true };
        var keep = new Option<int>("--keep") { Description = $"The events of so many days stay, {EventArchiver.ShortestTime.TotalDays} or more", HelpName = "DAYS", Required = true };
        keep.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var days) && days < EventArchiver.ShortestTime.TotalDays)
                result.AddError($"--keep has to be {EventArchiver.ShortestTime.TotalDays} or more: answers to requests that are sent again are read from the events.");
        });
        var command = new Command("archive", "Moves old events to a file, which verify and ?as_of= can read.") { store, target, keep, StoreOptions.Json };
        command.SetAction((parsed, cancellation) => RunAsync(
            StoreOptions.Parse(parsed.GetValue(store)!), Path.GetFullPath(parsed.GetValue(target)!), parsed.GetValue(keep), parsed.GetValue(StoreOptions.Json), output, cancellation));
        return command;
    }

    private static async Task<ArchiveReport> RunAsync(StoreAddress store, string path, Instant before, bool isShown, CancellationToken cancellation)
    {
        try
        {
            return await Progress.RunAsync("Copying", isShown, progress => EventArchiver.RunAsync(store, path, before, progress, cancellation));
        }
        catch (OperationCanceledException)
        {
            throw new CommandException(CommandException.Interrupted, "Interrupted. No event is lost. Run the command again to go on.");
        }
    }

    private static async Task RunAsync(StoreAddress store, string path, int days, bool isJson, TextWriter output, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
            throw new CommandException(CommandException.Usage, $"{path} is a directory. Name a file in it.");
        var before = new Instant(TimeProvider.System.Now().Microseconds - (long)TimeSpan.FromDays(days).TotalMicroseconds);
        var report = await RunAsync(store, path, before, isShown: !isJson, cancellation);
        if (isJson)
        {
            await output.WriteLineAsync(new JsonObject
            {
                ["store"] = store.Text,
                ["archive"] = path,
                ["before"] = before.ToString(),
                ["added"] = report.Added,
                ["dropped"] = report.Dropped,
                ["in_archive"] = report.InArchive,
            }.ToJsonString());
        }
        else
        {
            await output.WriteLineAsync(report.InArchive == 0
                ? $"{store.Text} has no event from before {before}."
                : $"{path} has all events of {store.Text} from before {before}: {report.InArchive:N0}, of which {report.Added:N0} are new. Dropped from the store: {report.Dropped:N0}");
        }
    }
}
