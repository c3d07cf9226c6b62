using System.Diagnostics;

namespace Inventory.Cli.Processes;

/// <summary>A server in a process of its own. Its output goes to a log file if there is one, and the last lines stay in memory.</summary>
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
        // Any directory that all users can enter will do, and it must not be one that is deleted meanwhile.
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

    /// <summary>The exit code, as soon as the process and all children that share its output have ended.</summary>
    public Task<int> Ended { get; }

    /// <summary>The last lines that it wrote.</summary>
    public string Output
    {
        get
        {
            lock (_lock)
                return string.Join('\n', _lines);
        }
    }

    /// <param name="start">The program and its arguments.</param>
    /// <param name="announcement">Text in the line by which the program says that it serves.</param>
    /// <param name="logFile">The file to append the output to. Default: none.</param>
    public static ChildProcess Start(ProcessStartInfo start, string announcement, string? logFile = null) => new(start, announcement, logFile);

    /// <summary>Waits until the process says that it serves.</summary>
    /// <exception cref="InvalidOperationException">It ended instead. The message has its output.</exception>
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

    /// <summary>Asks the process to end, and kills it after the time limit.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(UnixSignal signal, TimeSpan limit)
    {
        Signal(signal);
        await ((Task)Ended).WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Ended.IsCompleted ? await Ended : await KillAsync();
    }

    /// <summary>Ends the process as a crash would.</summary>
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
