using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Inventory.Cli.Cluster;

internal static class ClusterCommand
{
    private const int MostNodes = 100;
    private const int HighestPort = 60_000;

    private static readonly Option<int> Silos = Number("--silos", "Number of silos, which decide", 3, MostNodes);
    private static readonly Option<int> Gateways = Number("--gateways", "Number of gateways, which answer HTTP", 2, MostNodes);
    private static readonly Option<int> Port = Number("--port", "Port of the first gateway; the others follow", 5001, HighestPort);
    private static readonly Option<string> Data = new("--data")
    {
        Description = "Directory for logs and PostgreSQL's data, which it keeps",
        HelpName = "DIR",
        // Not below ./data, which only the user of "run" may enter: PostgreSQL may run as another.
        DefaultValueFactory = _ => "data-cluster",
    };

    private static readonly Option<string?> Postgres = new("--postgres")
    {
        Description = "PostgreSQL to use [default: the variable Inventory__Postgres, else one that the cluster starts]",
        HelpName = "CONNECTION",
    };

    public static Command Create(TextWriter output)
    {
        var command = new Command("cluster", "Runs a cluster as plain processes on 127.0.0.1, until Ctrl-C.") { Silos, Gateways, Port, Data, Postgres };
        command.SetAction((parsed, _) => RunAsync(Options(parsed), output));
        return command;
    }

    private static ClusterOptions Options(ParseResult parsed) => new()
    {
        Silos = parsed.GetValue(Silos),
        Gateways = parsed.GetValue(Gateways),
        Port = parsed.GetValue(Port),
        Data = Path.GetFullPath(parsed.GetValue(Data)!),
        Postgres = parsed.GetValue(Postgres) ?? Environment.GetEnvironmentVariable("Inventory__Postgres"),
    };

    private static async Task<int> RunAsync(ClusterOptions options, TextWriter output)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = Cancel(stop, PosixSignal.SIGINT);
        using var terminate = Cancel(stop, PosixSignal.SIGTERM);
        using var hangUp = Cancel(stop, PosixSignal.SIGHUP);
        await new LocalCluster(options, output, TimeProvider.System).RunAsync(stop.Token);
        return 0;
    }

    private static PosixSignalRegistration Cancel(CancellationTokenSource stop, PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        stop.Cancel();
    });

    private static Option<int> Number(string name, string description, int defaultValue, int max) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = argument => Parse(name, argument, max),
    };

    private static int Parse(string name, ArgumentResult argument, int max)
    {
        var text = argument.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max)
            return number;
        argument.AddError($"{name} is '{text}', but must be a number from 1 to {max}.");
        return 0;
    }
}
