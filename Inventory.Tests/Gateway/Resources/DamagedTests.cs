using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Inventory.Tests.Gateway.Resources;

public sealed class DamagedTests
{
    [Theory]
    [InlineData("UPDATE event SET actor = 'x' WHERE resource = '{0}' AND version = 2")]
    [InlineData("DELETE FROM event WHERE resource = '{0}' AND version = 2")]
    [InlineData("DELETE FROM event WHERE resource = '{0}' AND version = 3")]
    [InlineData("UPDATE allocation SET to_us = to_us + 1 WHERE resource = '{0}'")]
    public async Task A_damaged_resource_is_503_with_a_problem_of_its_own_and_the_others_are_served(string damage)
    {
        using var log = new ErrorLog();
        await using var gateway = await InProcessGateway.StartAsync(services => services.AddSingleton<ILoggerProvider>(log), "--Logging:LogLevel:Default", "Error");
        var (damaged, intact) = (await gateway.Client.Create(), await gateway.Client.Create());
        foreach (var car in (string[])[damaged, intact])
        {
            (await gateway.Client.Allocate(car, "2031-01-01T00:00:00Z", "2031-01-02T00:00:00Z")).Expect(201);
            (await gateway.Client.Allocate(car, "2031-01-03T00:00:00Z", null)).Expect(201);
        }
        await gateway.StopAsync();
        var id = damaged.Split('/')[^1];
        gateway.Query(string.Format(null, damage, id));
        await gateway.StartAgainAsync();

        foreach (var answer in await AskAsync(gateway.Client, damaged))
            Assert.Equal("60", answer.ExpectProblem(503, "damaged").Header("Retry-After"));
        Assert.Equal(id, Assert.Single(log.Entries, entry => entry.Contains("not served", StringComparison.Ordinal)).Split(' ')[1]);

        Assert.Equal(2, (await gateway.Client.Get("/api/cars")).Expect(200).Items.Count);
        Assert.Equal(2, (await gateway.Client.Get($"{intact}/allocations")).Expect(200).Items.Count);
        (await gateway.Client.Allocate(intact, "2031-01-02T00:00:00Z", "2031-01-03T00:00:00Z")).Expect(201);
        (await gateway.Client.Post("/api/cars", new { name = "new" })).Expect(201);
    }

    private static async Task<Answer[]> AskAsync(GatewayClient client, string car) =>
    [
        await client.Get(car),
        await client.Get($"{car}/allocations"),
        await client.Get($"{car}/free?duration=PT1H"),
        await client.Get($"{car}/allocations?as_of=2026-01-01T00:00:00Z"),
        await client.Allocate(car, "2031-01-02T00:00:00Z", "2031-01-03T00:00:00Z"),
        await client.Patch(car, new { name = "other" }),
        await client.Delete($"{car}?force=true"),
    ];

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _entries = new();

        public IEnumerable<string> Entries => _entries;

        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
                _entries.Enqueue(formatter(state, exception));
        }

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
