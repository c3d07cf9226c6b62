using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace Inventory.Tests.Gateway.Feeds;

/// <summary>Reads feeds as calendar programs do.</summary>
internal static class Feed
{
    /// <summary>Checks what holds for all feeds.</summary>
    public static async Task<ReadFeed> FeedAsync(this GatewayClient client, string path, params (string, string)[] headers)
    {
        var answer = (await client.Get(path, headers)).ExpectStatus(200);
        Assert.Equal("text/calendar; charset=utf-8", answer.ContentType);
        Assert.StartsWith("\"", answer.ETag, StringComparison.Ordinal);
        var (begin, bytes) = (0, answer.Body);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] is not ((byte)'\r' or (byte)'\n'))
                continue;
            Assert.True(bytes[i] == '\r' && bytes[i + 1] == '\n', $"{path}: a lone line break at {i}.");
            Assert.InRange(i - begin, 1, 75);
            // A continuation byte of UTF-8 here would be the rest of a character that a fold has split.
            Assert.NotEqual(0b1000_0000, bytes[begin] & 0b1100_0000);
            Assert.NotEqual(0b1000_0000, bytes[Math.Min(begin + 1, i)] & 0b1100_0000);
            begin = ++i + 1;
        }
        Assert.Equal(bytes.Length, begin);
        var calendar = Assert.Single(Ical.Net.CalendarCollection.Load(answer.Text));
        return new(calendar, [.. calendar.Events], [.. answer.Text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n").Where(line => line.StartsWith("FREEBUSY", StringComparison.Ordinal))]);
    }

    public static string UtcOf(CalDateTime? time) => time!.AsUtc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);

    public static (string From, string To) TimesOf(CalendarEvent one) => (UtcOf(one.Start), UtcOf(one.End));
}

/// <param name="Calendar">All of it.</param>
/// <param name="Events">In the order of the feed.</param>
/// <param name="Busy">As they are written: Ical.Net reads no <c>FREEBUSY</c>.</param>
internal sealed record ReadFeed(Ical.Net.Calendar Calendar, IReadOnlyList<CalendarEvent> Events, IReadOnlyList<string> Busy);
