using Inventory.Gateway.Hosting;
using Inventory.Tests.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Inventory.Tests.Gateway;

/// <summary>
/// The gateway's program in the tests' process, on a data directory of its own: it starts in a fraction of the time that a process takes. For tests that do not kill it
/// while it works, signal it or read its log.
/// </summary>
internal sealed class InProcessGateway : IAsyncDisposable
{
    // A test run ends by its own handling of signals, has its own output, and needs no watch on files that do not change.
    private static readonly string[] Quiet = ["--Logging:Console:LogLevel:Default", "None", "--hostBuilder:reloadConfigOnChange", "false"];

    private readonly Action<IServiceCollection>? _configure;
    private readonly string? _directory;
    private TemporaryDirectory _data = new();
    private string[] _arguments = [];
    private WebApplication? _application;
    private Task<int> _program = Task.FromResult(0);

    private InProcessGateway(Action<IServiceCollection>? configure, string? directory = null) => (_configure, _directory) = (configure, directory);

    /// <summary>Of its own, or the one that it is started on.</summary>
    public string DataDirectory => _directory ?? _data.Path;

    public GatewayClient Client { get; private set; } = null!;

    public Uri Address => new(_application!.Urls.First());

    public IServiceProvider Services => _application!.Services;

    /// <param name="arguments">Settings.</param>
    public static Task<InProcessGateway> StartAsync(params string[] arguments) => StartAsync(configure: null, arguments);

    /// <param name="configure">Replaces services.</param>
    /// <param name="arguments">Settings.</param>
    public static async Task<InProcessGateway> StartAsync(Action<IServiceCollection>? configure, params string[] arguments)
    {
        var gateway = new InProcessGateway(configure);
        await gateway.StartAgainAsync(arguments);
        return gateway;
    }

    /// <summary>Starts it on a data directory that outlives it.</summary>
    public static async Task<InProcessGateway> StartOnAsync(string directory)
    {
        var gateway = new InProcessGateway(configure: null, directory);
        await gateway.StartAgainAsync();
        return gateway;
    }

    /// <summary>Starts one that is expected not to start.</summary>
    /// <returns>With what it ended, and what it wrote to the standard error.</returns>
    public static async Task<(int ExitCode, string Errors)> RefusalAsync(string dataDirectory, params string[] arguments)
    {
        await using var errors = new StringWriter();
        return (await RunAsync(dataDirectory, arguments, errors, configure: null, started => started.Lifetime.StopApplication()), errors.ToString());
    }

    /// <summary>Starts it on the same data. On another port, perhaps.</summary>
    /// <param name="arguments">Settings in place of those of the last start; without any, the same.</param>
    public async Task StartAgainAsync(params string[] arguments)
    {
        _arguments = arguments.Length > 0 ? arguments : _arguments;
        await using var errors = new StringWriter();
        var started = new TaskCompletionSource<WebApplication>(TaskCreationOptions.RunContinuationsAsynchronously);
        _program = RunAsync(DataDirectory, _arguments, errors, _configure, started.SetResult);
        if (await Task.WhenAny(started.Task, _program) == _program)
            throw new InvalidOperationException($"The gateway does not start: {await _program} {errors}");
        _application = await started.Task;
        Client = new GatewayClient(Address);
    }

    /// <summary>Asks it to end, and sees that it ends well.</summary>
    public async Task StopAsync()
    {
        Client?.Dispose();
        if (!_program.IsCompleted)
            _application?.Lifetime.StopApplication();
        Assert.Equal(0, await _program);
    }

    /// <summary>Leaves what kill -9 leaves of one that is idle: its files as they are now, and nothing of what an orderly end would still write.</summary>
    public async Task KillAsync()
    {
        var (left, old) = (_data.Copy(), _data);
        await StopAsync();
        old.Dispose();
        _data = left;
    }

    /// <summary>Asks its database, or changes it. For one that does not run.</summary>
    public List<string?> Query(string sql) => _data.Query(sql);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _data.Dispose();
    }

    private static Task<int> RunAsync(
        string dataDirectory, string[] arguments, TextWriter errors, Action<IServiceCollection>? configure, Action<WebApplication> started) => GatewayProgram.RunAsync(
        ["--urls", "http://127.0.0.1:0", "--Inventory:DataDirectory", dataDirectory, .. Quiet, .. arguments],
        errors,
        services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoSignals>());
            // Passwords are hashed hundreds of times, and nobody wants to know what they are.
            services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1);
            configure?.Invoke(services);
        },
        started);

    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
