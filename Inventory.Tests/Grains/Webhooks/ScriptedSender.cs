using System.Threading.Channels;
using Inventory.Domain.Webhooks;
using Inventory.Grains.Webhooks;

namespace Inventory.Tests.Grains.Webhooks;

/// <summary>Sends nothing, tells the test what it was to send, and answers as the test says.</summary>
public sealed class ScriptedSender : IWebhookSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<(string Url, string Id, string Payload)> _sent = Channel.CreateUnbounded<(string, string, string)>();

    /// <summary>What comes of sending to this URL. By default 200.</summary>
    public Func<string, Task<DeliveryResult>> Answer { get; set; } = _ => Task.FromResult(new DeliveryResult(200));

    public Task<DeliveryResult> SendAsync(WebhookEndpoint endpoint, string eventId, string payload, CancellationToken cancellation)
    {
        var answer = Answer(endpoint.Url.AbsoluteUri);
        _sent.Writer.TryWrite((endpoint.Url.AbsoluteUri, eventId, payload));
        return answer;
    }

    /// <summary>The next that was sent, or will be.</summary>
    public async Task<(string Url, string Id, string Payload)> NextAsync() => await _sent.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>The ids of the next ones, in the order of the alphabet.</summary>
    public async Task<List<string>> NextAsync(int count)
    {
        List<string> ids = [];
        while (ids.Count < count)
            ids.Add((await NextAsync()).Id);
        return [.. ids.Order(StringComparer.Ordinal)];
    }

    /// <summary>What was sent and nobody has asked for.</summary>
    public int Unread => _sent.Reader.Count;
}
