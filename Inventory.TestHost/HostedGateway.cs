using Inventory.Gateway.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inventory.TestHost;

/// <summary>The gateway's program in this process: all but the first start in a fraction of the time that a process takes.</summary>
public sealed class HostedGateway
{
    // Tests handle signals themselves, read answers instead of logs, and change no file of settings.
    private static readonly string[] Quiet = ["--Logging:Console:LogLevel:Default", "None", "--hostBuilder:reloadConfigOnChange", "false"];

    private readonly WebApplication _application;
    private readonly Task<int> _program;

    private HostedGateway(WebApplication application, Task<int> program) => (_application, _program) = (application, program);

    public Uri Address => new(_application.Urls.First());

    public IServiceProvider Services => _application.Services;

    /// <param name="dataDirectory">Where its store is.</param>
    /// <param name="settings">As on the command line.</param>
    /// <param name="configure">Replaces services. Default: none.</param>
    /// <exception cref="InvalidOperationException">It does not start; the message says why.</exception>
    public static async Task<HostedGateway> StartAsync(string dataDirectory, string[] settings, Action<IServiceCollection>? configure = null)
    {
        await using var errors = new StringWriter();
        var started = new TaskCompletionSource<WebApplication>(TaskCreationOptions.RunContinuationsAsynchronously);
        var program = RunAsync(dataDirectory, settings, errors, configure, started.SetResult);
        if (await Task.WhenAny(started.Task, program) == program)
            throw new InvalidOperationException($"The gateway does not start: {await program} {errors}");
        return new HostedGateway(await started.Task, program);
    }

    /// <summary>Starts one that is expected not to start.</summary>
    /// <returns>With what it ended, and what it wrote to the standard error.</returns>
    public static async Task<(int ExitCode, string Errors)> RefusalAsync(string dataDirectory, params string[] settings)
    {
        await using var errors = new StringWriter();
        return (await RunAsync(dataDirectory, settings, errors, configure: null, started => started.Lifetime.StopApplication()), errors.ToString());
    }

    /// <summary>Asks it to end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync()
    {
        if (!_program.IsCompleted)
            _application.Lifetime.StopApplication();
        return _program;
    }

    private static Task<int> RunAsync(
        string dataDirectory, string[] settings, TextWriter errors, Action<IServiceCollection>? configure, Action<WebApplication> started) => GatewayProgram.RunAsync(
        ["--urls", "http://127.0.0.1:0", "--Inventory:DataDirectory", dataDirectory, .. Quiet, .. settings],
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
