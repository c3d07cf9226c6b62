using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Inventory.Tests.Cluster;

/// <summary>A silo or a gateway in a process of its own.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int SigStop = 19;
    private const int SigCont = 18;

    /// <summary>For a start or an end; far more than it takes, so that only what hangs is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeProcess(string program, IEnumerable<string> arguments)
    {
        // Not started where it lies, for a user does not either.
        _process = new Process
        {
            StartInfo = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetTempPath(),
            },
        };
        _process.OutputDataReceived += (_, line) => Told(line.Data);
        _process.ErrorDataReceived += (_, line) => Told(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Ended = _process.WaitForExitAsync();
    }

    /// <summary>Done when the process has ended, whatever the reason.</summary>
    public Task Ended { get; }

    public int ExitCode => _process.ExitCode;

    /// <summary>What it has said so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts it, and does not wait.</summary>
    public static NodeProcess Start(string program, params IEnumerable<string> arguments) => new(program, arguments);

    /// <summary>Waits until it says that it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public async Task UntilListeningAsync()
    {
        if (await Task.WhenAny(_listens.Task, Ended).WaitAsync(Patience) == Ended)
            throw new InvalidOperationException($"It does not start:\n{Output}");
    }

    /// <summary>As the power failure of a process: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await Ended.WaitAsync(Patience);
    }

    /// <summary>Asks it to end, by SIGTERM, and sees that it ends well.</summary>
    public async Task StopAsync()
    {
        _ = Signal(_process.Id, SigTerm);
        await Ended.WaitAsync(Patience);
        Assert.True(_process.ExitCode == 0, $"It ended with {_process.ExitCode}:\n{Output}");
    }

    public void Freeze() => Assert.Equal(0, Signal(_process.Id, SigStop));

    public void Thaw() => Assert.Equal(0, Signal(_process.Id, SigCont));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private void Told(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        if (line.Contains(" listens on ", StringComparison.Ordinal))
            _listens.TrySetResult();
    }

    [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
