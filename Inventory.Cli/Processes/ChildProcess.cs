using System.Diagnostics;

namespace Inventory.Cli.Processes;

/// <summary>A server process. The last lines of its output stay in memory.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int KeptLines = 500;

    private readonly Process _process;
    private readonly string _announcement;
    private readonly StreamWriter? _log;
    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private readonly TaskCompletionSource _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(ProcessStartInfo start, string announcement, string? logFile)
    {
        _announcement = announcement;
        _log = logFile is null ? null : new StreamWriter(logFile, append: true) { AutoFlush = true };
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        // All users can enter it, and nobody deletes it meanwhile.
        start.WorkingDirectory = Path.GetTempPath();
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Ended = UntilEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>The exit code, after the process and all children that share its output have ended.</summary>
    public Task<int> Ended { get; }

    public string Output
    {
        get
        {
            lock (_lock)
                return string.Join('\n', _lines);
        }
    }

    /// <summary><paramref name="announcement"/> is in the line by which the program says that it is ready.</summary>
    public static ChildProcess Start(ProcessStartInfo start, string announcement, string? logFile = null) => new(start, announcement, logFile);

    /// <exception cref="InvalidOperationException">The process ended instead; the message contains its output.</exception>
    public async Task UntilServingAsync(CancellationToken cancellation = default)
    {
        if (await Task.WhenAny(_serving.Task, Ended).WaitAsync(cancellation) == Ended)
            throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with {await Ended}:\n{Output}");
    }

    public void Signal(UnixSignal signal)
    {
        if (!_process.HasExited)
            UnixSignals.Send(Id, signal);
    }

    /// <summary>Kills the process if it does not end within the limit, and returns the exit code.</summary>
    public async Task<int> StopAsync(UnixSignal signal, TimeSpan limit)
    {
        Signal(signal);
        await ((Task)Ended).WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Ended.IsCompleted ? await Ended : await KillAsync();
    }

    public Task<int> KillAsync()
    {
        Signal(UnixSignal.Kill);
        return Ended;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task<int> UntilEndAsync()
    {
        await _process.WaitForExitAsync();
        _log?.Dispose();
        return _process.ExitCode;
    }

    private void Add(string? line)
    {
        if (line is null)
            return;
        lock (_lock)
        {
            _log?.WriteLine(line);
            _lines.Enqueue(line);
            if (_lines.Count > KeptLines)
                _lines.Dequeue();
        }
        if (line.Contains(_announcement, StringComparison.Ordinal))
            _serving.TrySetResult();
    }
}
