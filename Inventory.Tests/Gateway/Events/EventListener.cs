using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Inventory.Tests.Gateway.Events;

/// <summary>Listens to the change feed, as Server-Sent Events.</summary>
internal sealed class EventListener : IAsyncDisposable
{
    /// <summary>For an event that has to come; far more than it takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private HttpResponseMessage? _response;
    private IAsyncEnumerator<SseItem<string>>? _events;

    private EventListener() { }

    /// <summary>Returns when the gateway listens for it.</summary>
    /// <param name="address">Of the gateway.</param>
    /// <param name="lastEventId">To resume from; without it the stream begins now.</param>
    /// <param name="token">Where one is required.</param>
    /// <param name="path">Of the stream.</param>
    public static async Task<EventListener> OpenAsync(Uri address, string? lastEventId = null, string? token = null, string path = "/api/events")
    {
        var listener = new EventListener();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.Add("Accept", "text/event-stream");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        if (token is not null)
            request.Headers.Add("Authorization", $"Bearer {token}");
        listener._response = await listener._http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        Assert.Equal((200, "text/event-stream"), ((int)listener._response.StatusCode, listener._response.Content.Headers.ContentType?.MediaType));
        var stream = await listener._response.Content.ReadAsStreamAsync();
        listener._events = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
        return listener;
    }

    /// <summary>The next event, which has to come.</summary>
    public async Task<FeedItem> NextAsync()
    {
        Assert.True(await _events!.MoveNextAsync().AsTask().WaitAsync(Patience), "The stream has ended.");
        var (id, body) = (_events.Current.EventId!, JsonSerializer.Deserialize<JsonElement>(_events.Current.Data));
        Assert.Equal((id, _events.Current.EventType), (body.GetProperty("id").GetString(), body.GetProperty("type").GetString()));
        return new(id, body);
    }

    /// <summary>Passes over what comes before the event of this type about this allocation.</summary>
    public async Task<FeedItem> UntilAsync(string type, string allocation)
    {
        while (true)
        {
            var next = await NextAsync();
            if (next.Type == type && next.Subject == allocation)
                return next;
        }
    }

    /// <summary>Waits for the end of the stream.</summary>
    /// <returns>How many events came before it.</returns>
    public async Task<int> UntilEndAsync()
    {
        var count = 0;
        while (await _events!.MoveNextAsync().AsTask().WaitAsync(Patience))
            count++;
        return count;
    }

    /// <summary>Cuts the line.</summary>
    public async ValueTask DisposeAsync()
    {
        _response?.Dispose();
        _http.Dispose();
        if (_events is not null)
            await _events.DisposeAsync();
    }
}
