using System.Net;
using System.Net.Sockets;

namespace Inventory.Tests.Cluster;

/// <summary>A line to a server that can be cut: what is sent then stays where it is, and no end hears that the other is gone.</summary>
internal sealed class CuttableLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private readonly int _to;
    private volatile TaskCompletionSource _whole = new();

    public CuttableLine(int to)
    {
        _to = to;
        _whole.SetResult();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Cut() => _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Mend() => _whole.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
                lines.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task CarryAsync(TcpClient from)
    {
        using (from)
        using (var to = new TcpClient())
        {
            try
            {
                await _whole.Task.WaitAsync(_end.Token);
                await to.ConnectAsync(IPAddress.Loopback, _to, _end.Token);
                await Task.WhenAny(PumpAsync(from.GetStream(), to.GetStream()), PumpAsync(to.GetStream(), from.GetStream()));
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // One of the ends is gone, or the test is over.
            }
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, _end.Token) is > 0 and var read)
            {
                await _whole.Task.WaitAsync(_end.Token);
                await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the ends is gone, or the test is over.
        }
    }
}
