using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Inventory.Gateway.Batches;

/// <summary>The answer to an operation, in memory: no connection is behind it.</summary>
internal sealed class OperationResponse : PipeWriter, IHttpResponseFeature, IHttpResponseBodyFeature
{
    private const int UsualBytes = 512;

    private readonly Stack<Func<Task>> _onStarting = new();
    private readonly Stack<Func<Task>> _onCompleted = new();
    private readonly ArrayBufferWriter<byte> _body = new(UsualBytes);
    private Stream? _stream;
    private bool _isStarted;

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    [Obsolete("Required by the interface.")]
    public Stream Body { get; set; } = Stream.Null;

    public bool HasStarted => false;

    public Stream Stream => _stream ??= AsStream(leaveOpen: true);

    public PipeWriter Writer => this;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => 0;

    public ReadOnlyMemory<byte> Bytes => _body.WrittenMemory;

    public void OnStarting(Func<object, Task> callback, object state) => _onStarting.Push(() => callback(state));

    public void OnCompleted(Func<object, Task> callback, object state) => _onCompleted.Push(() => callback(state));

    public void DisableBuffering()
    {
    }

    /// <summary>Runs what waits for the headers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_isStarted)
            return;
        _isStarted = true;
        foreach (var callback in _onStarting)
            await callback();
    }

    public Task CompleteAsync() => StartAsync();

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

    public override void Advance(int bytes) => _body.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _body.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _body.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }

    /// <summary>Frees what the operation has used.</summary>
    public async Task EndAsync()
    {
        foreach (var callback in _onCompleted)
            await callback();
    }
}

/// <summary>The body of an operation, in memory.</summary>
internal sealed class OperationBody(byte[] body) : IRequestBodyPipeFeature
{
    private PipeReader? _reader;

    public PipeReader Reader => _reader ??= PipeReader.Create(new(body));
}
