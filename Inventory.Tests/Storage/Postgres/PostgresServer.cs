using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Inventory.Tests.Storage.Sqlite;
using Npgsql;

namespace Inventory.Tests.Storage.Postgres;

/// <summary>A PostgreSQL server of its own, in a temporary directory, on a free port of the loopback address.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "inventory";

    private readonly TemporaryDirectory _directory = new();
    private readonly string[] _settings;
    private readonly int _port = FreePort();
    private Process? _process;
    private int _databases;

    private PostgresServer(string[] settings) => _settings = settings;

    /// <param name="settings">As on the server's command line. Without fsync it is faster, and may lose all in a crash.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var server = new PostgresServer([.. settings.SelectMany(setting => new[] { "-c", setting })]);
        await server.InitializeAsync();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>The id of the server's process.</summary>
    public int Id => _process!.Id;

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username={User};Database={database}";

    /// <summary>Makes an empty database.</summary>
    /// <returns>How to connect to it.</returns>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await RunAsync(ConnectionString("postgres"), $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    public static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of all rows, as text.</summary>
    public static async Task<List<string?>> QueryAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string?>();
        while (await reader.ReadAsync())
            rows.Add(reader.IsDBNull(0) ? null : Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture));
        return rows;
    }

    /// <summary>Starts it on the files that are there, and returns when it takes connections.</summary>
    public async Task StartAgainAsync()
    {
        // What a killed server left behind may take a moment to go: until then the next one refuses to start.
        while (!await TryStartAsync())
            _process!.Dispose();
    }

    /// <summary>Sends a signal to the server's process: KILL, QUIT (immediate shutdown), INT (fast shutdown).</summary>
    public void Signal(string signal) => Run("kill", $"-{signal}", $"{Id}");

    public Task UntilEndAsync() => _process!.WaitForExitAsync();

    /// <summary>Sends a signal to the server and all its processes: STOP and CONT.</summary>
    public void SignalAll(string signal)
    {
        var children = File.ReadAllText($"/proc/{Id}/task/{Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Run("kill", [$"-{signal}", $"{Id}", .. children]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            Signal("INT");
            await UntilEndAsync();
        }
        _process?.Dispose();
        _directory.Dispose();
    }

    private async Task InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess)
            Run("chown", "nobody", _directory.Path);
        using var process = Start("initdb", "-D", Data, "-U", User, "-E", "UTF8", "--no-locale", "--auth=trust", "--no-sync");
        var output = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(await output);
    }

    private string Data => Path.Combine(_directory.Path, "data");

    private async Task<bool> TryStartAsync()
    {
        _process = Start("postgres", ["-D", Data, "-p", $"{_port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200", .. _settings]);
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (!line.Contains("ready to accept connections", StringComparison.Ordinal))
                continue;
            // A pipe that nobody reads would fill up and stop the server.
            _ = _process.StandardError.ReadToEndAsync();
            return true;
        }
        await _process.WaitForExitAsync();
        return false;
    }

    // PostgreSQL refuses to run as root.
    private static Process Start(string program, params string[] arguments)
    {
        var path = PostgresBinaries.PathOf(program);
        ProcessStartInfo start = Environment.IsPrivilegedProcess
            ? new("setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", path, .. arguments])
            : new(path, arguments);
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;
        start.WorkingDirectory = Path.GetTempPath();
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
