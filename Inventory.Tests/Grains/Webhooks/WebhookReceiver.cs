using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Inventory.Tests.Grains.Webhooks;

/// <summary>Somebody who takes webhooks: a real server on this machine.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly Channel<ReceivedWebhook> _received = Channel.CreateUnbounded<ReceivedWebhook>();

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>Answers each, after it was read. By default 200.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = static _ => Task.CompletedTask;

    public string Url => $"{_app.Urls.Single()}/hook";

    /// <param name="port">By default any that is free.</param>
    public static async Task<WebhookReceiver> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>The next that came, or will.</summary>
    public Task<ReceivedWebhook> NextAsync() => _received.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _received.Writer.TryWrite(new()
        {
            Path = $"{http.Request.Method} {http.Request.Path}",
            ContentType = http.Request.ContentType,
            Id = http.Request.Headers["webhook-id"]!,
            Timestamp = http.Request.Headers["webhook-timestamp"]!,
            Signature = http.Request.Headers["webhook-signature"]!,
            Body = body.ToArray(),
        });
        await Answer(http);
    }
}
