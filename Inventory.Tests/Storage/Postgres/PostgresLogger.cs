using System.Collections.Concurrent;
using Inventory.Storage.Postgres;
using Microsoft.Extensions.Logging;

namespace Inventory.Tests.Storage.Postgres;

/// <summary>Keeps what is logged.</summary>
internal sealed class PostgresLogger : ILogger<PostgresStore>
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _entries = new();

    public IEnumerable<string> Of(LogLevel level) => _entries.Where(entry => entry.Level == level).Select(entry => entry.Text);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((logLevel, $"{formatter(state, exception)} {exception?.Message}".Trim()));

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
