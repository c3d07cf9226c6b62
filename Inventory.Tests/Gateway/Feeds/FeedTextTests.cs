using System.Text;
using Inventory.Tests.Domain;
using Inventory.Tests.Gateway.Api;

namespace Inventory.Tests.Gateway.Feeds;

/// <summary>Texts of all kinds come back from a feed as they are, whatever is folded and escaped on the way.</summary>
public sealed class FeedTextTests(SharedGateway gateway)
{
    private static readonly string[] Pieces = [",", ";", ":", "\\", "\"", "\n", "\r\n", "\\n", "\\,", " ", "\t", "a", "Ä", "€", "😀", "👩‍👩‍👧", "\u202e", "\ufeff", "END:VEVENT", "=", "'"];

    [Fact]
    public Task A_naughty_string_is_a_description_like_any_other() => CheckAsync([.. NaughtyStrings.All.Select(text => Cut(text, 100))]);

    [Fact]
    public async Task Random_texts_come_back_as_they_are()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        try
        {
            await CheckAsync([.. Enumerable.Range(0, 200).Select(_ => Cut(string.Concat(random.GetItems(Pieces, random.Next(1, 80))), 100))]);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"INVENTORY_SEED={seed}", e);
        }
    }

    private async Task CheckAsync(IReadOnlyList<string> texts)
    {
        var car = await gateway.Client.Create();
        foreach (var (n, text) in texts.Index())
        {
            var from = new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(n);
            (await gateway.Client.Post($"{car}/allocations", new { from_datetime = from, to_datetime = from.AddHours(1), allocation_type = "a", description = text })).Expect(201);
        }
        var feed = await gateway.Client.FeedAsync($"{car}/calendar.ics");
        Assert.Equal(texts.Select(text => text.Length > 0 ? $"a: {Written(text)}" : "a"), feed.Events.Select(one => one.Summary));
    }

    // A text of iCalendar has line feeds, and no other control characters but tabs.
    private static string Written(string text) => string.Concat(
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? ' ' : c));

    private static string Cut(string text, int runes) => text.EnumerateRunes().Take(runes).Aggregate(new StringBuilder(), (cut, rune) => cut.Append(rune.ToString())).ToString();
}
