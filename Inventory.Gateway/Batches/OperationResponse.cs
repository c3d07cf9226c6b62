using Microsoft.AspNetCore.Http.Features;

namespace Inventory.Gateway.Batches;

/// <summary>The answer to an operation, in memory: no connection is behind it.</summary>
internal sealed class OperationResponse : IHttpResponseFeature, IDisposable
{
    private readonly Stack<Func<Task>> _onStarting = new();
    private readonly Stack<Func<Task>> _onCompleted = new();
    private readonly MemoryStream _body = new();

    public OperationResponse() => Content = new StreamResponseBodyFeature(_body);

    public IHttpResponseBodyFeature Content { get; }

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    [Obsolete("Required by the interface.")]
    public Stream Body { get; set; } = Stream.Null;

    public bool HasStarted => false;

    public ReadOnlyMemory<byte> Bytes => _body.GetBuffer().AsMemory(0, (int)_body.Length);

    public void OnStarting(Func<object, Task> callback, object state) => _onStarting.Push(() => callback(state));

    public void OnCompleted(Func<object, Task> callback, object state) => _onCompleted.Push(() => callback(state));

    /// <summary>After the operation: what waits for the headers runs, and the body is whole.</summary>
    public async Task CompleteAsync()
    {
        foreach (var callback in _onStarting)
            await callback();
        await Content.CompleteAsync();
    }

    /// <summary>Frees what the operation has used.</summary>
    public async Task EndAsync()
    {
        foreach (var callback in _onCompleted)
            await callback();
    }

    public void Dispose() => _body.Dispose();
}
