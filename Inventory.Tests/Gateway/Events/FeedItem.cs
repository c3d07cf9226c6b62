using System.Globalization;
using System.Text.Json;

namespace Inventory.Tests.Gateway.Events;

/// <summary>A CloudEvents event.</summary>
internal sealed record FeedItem(string Id, JsonElement Json)
{
    public string Type => Json.GetProperty("type").GetString()!;

    /// <summary>The path of the resource.</summary>
    public string Source => Json.GetProperty("source").GetString()!;

    /// <summary>The allocation that it is about, if it is about one.</summary>
    public string? Subject => Json.TryGetProperty("subject", out var subject) ? subject.GetString() : null;

    public long Sequence => long.Parse(Json.GetProperty("sequence").GetString()!, CultureInfo.InvariantCulture);

    public JsonElement Data => Json.GetProperty("data");

    public static FeedItem Of(JsonElement json) => new(json.GetProperty("id").GetString()!, json);
}
