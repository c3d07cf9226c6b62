using Inventory.Cli.Processes;

namespace Inventory.Cli.Postgres;

/// <summary>A PostgreSQL server on the loopback address, which this program starts and stops.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "inventory";

    private readonly string _directory;
    private readonly int _port;
    private readonly string[] _settings;
    private readonly string? _logFile;
    private readonly bool _isTemporary;
    private ChildProcess? _process;
    private int _databases;

    private PostgresServer(string directory, int port, string[] settings, string? logFile, bool isTemporary) =>
        (_directory, _port, _settings, _logFile, _isTemporary) = (directory, port, [.. settings.SelectMany(setting => new[] { "-c", setting })], logFile, isTemporary);

    public int Id => _process!.Id;

    /// <summary>Completes when all its processes have ended, so that another server can start on its files.</summary>
    public Task<int> Ended => _process!.Ended;

    /// <summary>Creates the directory with an empty database if it is missing. Its own session shields the server from Ctrl-C.</summary>
    /// <exception cref="CommandException">The server does not start.</exception>
    public static Task<PostgresServer> StartAsync(string directory, int port, string logFile, string setting, CancellationToken cancellation) =>
        StartAsync(new PostgresServer(directory, port, [setting], logFile, isTemporary: false), cancellation);

    /// <summary>Uses a free port and a temporary directory, which it deletes at the end.</summary>
    public static Task<PostgresServer> StartTemporaryAsync(params string[] settings) => StartAsync(
        new PostgresServer(Directory.CreateTempSubdirectory("inventory-").FullName, Ports.Free(1)[0], ["max_connections=200", .. settings], logFile: null, isTemporary: true),
        CancellationToken.None);

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username={User};Database={database}";

    /// <summary>Creates a database with a new name.</summary>
    /// <param name="template">The database to copy, to which nobody may be connected. Default: an empty one.</param>
    /// <returns>The connection string.</returns>
    public async Task<string> NewDatabaseAsync(string template = "template1")
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await PostgresQuery.RunAsync(ConnectionString("postgres"), $"CREATE DATABASE {name} TEMPLATE {template}");
        return ConnectionString(name);
    }

    /// <returns>The connection string.</returns>
    public async Task<string> EnsureDatabaseAsync(string name)
    {
        var all = await PostgresQuery.ReadAsync(ConnectionString("postgres"), "SELECT datname FROM pg_database");
        if (!all.Contains(name))
            await PostgresQuery.RunAsync(ConnectionString("postgres"), $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Starts the server on its files and returns when it accepts connections.</summary>
    /// <exception cref="CommandException">The server ended instead.</exception>
    public async Task StartAgainAsync(CancellationToken cancellation = default)
    {
        if (_process is not null)
            await _process.DisposeAsync();
        string[] arguments = ["-D", _directory, "-p", $"{_port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", .. _settings];
        _process = ChildProcess.Start(PostgresBinaries.Start("postgres", arguments, !_isTemporary), "ready to accept connections", _logFile);
        try
        {
            await _process.UntilServingAsync(cancellation);
        }
        catch (InvalidOperationException e)
        {
            throw new CommandException(CommandException.Unavailable, $"PostgreSQL does not start. {e.Message}");
        }
    }

    /// <summary>Kill is a crash, Quit an immediate shutdown, Interrupt a fast shutdown.</summary>
    public void Signal(UnixSignal signal) => _process!.Signal(signal);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            // What goes away with the server need not be written to its files first.
            Signal(_isTemporary ? UnixSignal.Quit : UnixSignal.Interrupt);
            await Ended;
            await _process.DisposeAsync();
        }
        if (_isTemporary)
            Directory.Delete(_directory, recursive: true);
    }

    private static async Task<PostgresServer> StartAsync(PostgresServer server, CancellationToken cancellation)
    {
        try
        {
            if (!File.Exists(Path.Combine(server._directory, "PG_VERSION")))
                await PostgresFiles.CreateAsync(server._directory, User, isDurable: !server._isTemporary);
            cancellation.ThrowIfCancellationRequested();
            await server.StartAgainAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
