using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Inventory.Gateway.Hosting;

/// <summary>Opens no port: the only silo is called within its process, and Orleans asks nobody who connects from outside who they are.</summary>
internal sealed class NoListener : IConnectionListenerFactory, IConnectionListener
{
    private readonly TaskCompletionSource<ConnectionContext?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EndPoint EndPoint { get; private set; } = null!;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        EndPoint = endpoint;
        return new(this);
    }

    /// <returns>Null when it is unbound, and nothing before.</returns>
    public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) => new(_end.Task.WaitAsync(cancellationToken));

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => DisposeAsync();

    public ValueTask DisposeAsync()
    {
        _end.TrySetResult(null);
        return default;
    }
}
