using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Inventory.Tests.Gateway;

/// <summary>The real host in a process of its own: on a free port, on a data directory that outlives it.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private const string StartLine = "Inventory listens on ";
    private const int SigTerm = 15;

    /// <summary>For a start or an end; far more than it takes, so that only what hangs is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProcess(string dataDirectory, IEnumerable<string> arguments)
    {
        _process = new Process { StartInfo = Command(dataDirectory, arguments) };
        _process.OutputDataReceived += (_, line) => Told(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Verbs for it.</summary>
    public GatewayClient Client { get; private set; } = null!;

    /// <summary>What it has said so far.</summary>
    public string Output => string.Join('\n', _output.Concat(_errors));

    /// <summary>Starts it, and waits until it says that it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public static async Task<GatewayProcess> StartAsync(string dataDirectory, params string[] arguments)
    {
        var gateway = new GatewayProcess(dataDirectory, arguments);
        try
        {
            var ended = gateway._process.WaitForExitAsync();
            if (await Task.WhenAny(gateway._address.Task, ended).WaitAsync(Patience) == ended)
                throw new InvalidOperationException($"The gateway does not start:\n{gateway.Output}");
            gateway.Address = await gateway._address.Task;
            gateway.Client = new GatewayClient(gateway.Address);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one that is expected not to, and waits for its end.</summary>
    /// <returns>With what it ended, and what it wrote to the standard error.</returns>
    public static async Task<(int ExitCode, string Errors)> RefusalAsync(string dataDirectory, params string[] arguments)
    {
        await using var gateway = new GatewayProcess(dataDirectory, arguments);
        await gateway._process.WaitForExitAsync().WaitAsync(Patience);
        return (gateway._process.ExitCode, string.Join('\n', gateway._errors));
    }

    /// <summary>The TCP ports that it has open for others, as Linux tells them.</summary>
    public IEnumerable<int> ListeningPorts()
    {
        const string Listening = "0A";
        var sockets = Directory.EnumerateFiles($"/proc/{_process.Id}/fd").Select(file => new FileInfo(file).LinkTarget).ToHashSet();
        return from line in File.ReadLines($"/proc/{_process.Id}/net/tcp").Concat(File.ReadLines($"/proc/{_process.Id}/net/tcp6"))
               let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where columns[3] == Listening && sockets.Contains($"socket:[{columns[9]}]")
               select Convert.ToInt32(columns[1].Split(':')[^1], 16);
    }

    /// <summary>As the power failure of a process: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Asks it to end, by SIGTERM, and sees that it ends well.</summary>
    public async Task StopAsync()
    {
        _ = Signal(_process.Id, SigTerm);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(_process.ExitCode == 0, $"The gateway ended with {_process.ExitCode}:\n{Output}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        Client?.Dispose();
        _process.Dispose();
    }

    private void Told(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        if (line.Split(StartLine) is [_, var rest, ..])
            _address.TrySetResult(new Uri(rest.Split(';')[0]));
    }

    private static ProcessStartInfo Command(string dataDirectory, IEnumerable<string> arguments)
    {
        string[] all = [
            Path.Combine(AppContext.BaseDirectory, "Inventory.Gateway.dll"),
            "--urls", "http://127.0.0.1:0",
            "--Inventory:DataDirectory", dataDirectory,
            .. arguments,
        ];
        // Not started where it lies, for a user does not either.
        return new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", all)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
    }

    [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
