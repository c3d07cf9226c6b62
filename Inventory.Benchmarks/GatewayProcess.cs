using System.Diagnostics;
using System.Text.RegularExpressions;
using Inventory.Gateway.Hosting;

namespace Inventory.Benchmarks;

/// <summary>The gateway of this build, in a process of its own, on any free port.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private readonly Process _process;

    private GatewayProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>What it has used of the processors since its start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>What it has of the machine's memory now.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static Task<GatewayProcess> StartAsync(string dataDirectory, params string[] arguments) => StartAsync(typeof(GatewayHost).Assembly.Location, dataDirectory, arguments);

    /// <summary>The gateway of another build, to compare it with.</summary>
    public static async Task<GatewayProcess> StartAsync(string gateway, string dataDirectory, string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [gateway, "--urls", "http://127.0.0.1:0", "--Inventory:DataDirectory", dataDirectory, .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(gateway),
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (AddressPattern().Match(line) is { Success: true } match)
                return new GatewayProcess(process, new Uri(match.Value));
        throw new InvalidOperationException("The gateway did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex AddressPattern();
}
