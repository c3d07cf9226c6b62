using System.CommandLine;
using Inventory.Gateway.Hosting;
using Inventory.Silo.Hosting;

namespace Inventory.Cli.Service;

/// <summary>The programs of the service, in this process: for an image or a file that has all of them. Further arguments are settings.</summary>
internal static class ServiceCommands
{
    public static Command CreateRun(TextWriter error)
    {
        var port = new Option<int?>("--port") { Description = "Port on 127.0.0.1 [default: 5001, or what ASPNETCORE_URLS says]", HelpName = "PORT" };
        var data = new Option<string?>("--data") { Description = "Directory for the data [default: ./data, or what Inventory__DataDirectory says]", HelpName = "DIR" };
        var command = Of("run", "Runs the service in one process, with its data in a directory.", port, data);
        command.SetAction((parsed, _) => GatewayProgram.RunAsync(
            [
                .. parsed.GetValue(port) is { } number ? (string[])["--urls", $"http://127.0.0.1:{number}"] : [],
                .. parsed.GetValue(data) is { } directory ? (string[])["--Inventory:DataDirectory", directory] : [],
                .. parsed.UnmatchedTokens,
            ],
            error));
        return command;
    }

    public static Command CreateGateway(TextWriter error)
    {
        var command = Of("gateway", "Runs a gateway of a cluster, which answers HTTP.");
        command.SetAction((parsed, _) => GatewayProgram.RunAsync(["--Inventory:Mode", "Cluster", .. parsed.UnmatchedTokens], error));
        return command;
    }

    public static Command CreateSilo()
    {
        var command = Of("silo", "Runs a silo of a cluster, which decides.");
        command.SetAction((parsed, _) => SiloProgram.RunAsync([.. parsed.UnmatchedTokens]));
        return command;
    }

    private static Command Of(string name, string description, params Option[] options)
    {
        var command = new Command(name, $"{description} Also takes settings, such as --Inventory:Currency=USD.") { TreatUnmatchedTokensAsErrors = false };
        foreach (var option in options)
            command.Options.Add(option);
        return command;
    }
}
