using System.CommandLine;
using System.Text.Json.Nodes;
using Inventory.Storage.Archive;
using Inventory.Storage.Transfer;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inventory.Cli.Data;

internal static class VerifyCommand
{
    public static Command Create(TextWriter output)
    {
        var store = StoreOptions.Store("What to check, which may be in use");
        var command = new Command("verify", "Checks all data: no event is missing or damaged, nothing overlaps, accounts add up. Changes nothing.") { store, StoreOptions.Archive, StoreOptions.Json };
        command.SetAction((parsed, cancellation) => RunAsync(
            StoreOptions.Parse(parsed.GetValue(store)!), parsed.GetValue(StoreOptions.Archive), parsed.GetValue(StoreOptions.Json), output, cancellation));
        return command;
    }

    /// <returns>The exit code: 1 if something does not check.</returns>
    private static async Task<int> RunAsync(StoreAddress store, string? archive, bool isJson, TextWriter output, CancellationToken cancellation)
    {
        var verification = new StoreVerification(StoredAccounts.FindContradiction, TimeProvider.System, NullLoggerFactory.Instance);
        var opened = archive is null ? null : EventArchive.Open(archive);
        var report = await Progress.RunAsync("Checking", isShown: !isJson, progress => verification.RunAsync(store, opened, progress, cancellation));
        if (isJson)
        {
            await output.WriteLineAsync(new JsonObject
            {
                ["store"] = store.Text,
                ["events"] = report.Events,
                ["resources"] = report.Resources,
                ["states"] = report.States,
                ["whole"] = report.IsWhole,
                ["faults"] = new JsonArray([.. report.Faults.Select(fault => JsonValue.Create(fault))]),
            }.ToJsonString());
        }
        else
        {
            foreach (var fault in report.Faults)
                await output.WriteLineAsync(fault);
            var result = report.Faults.Count == 0 ? "is intact" : "is damaged";
            if (!report.IsWhole)
                await output.WriteLineAsync("Old events are in an archive and were not checked. Name that file with --archive to check them, too.");
            await output.WriteLineAsync($"{store.Text} {result}. Events: {report.Events:N0}, resources: {report.Resources:N0}, states: {report.States:N0}, faults: {report.Faults.Count:N0}");
        }
        return report.Faults.Count == 0 ? 0 : CommandException.Failed;
    }
}
