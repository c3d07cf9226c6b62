using System.Text;
using Inventory.Storage;
using Inventory.Storage.Transfer;

namespace Inventory.Tests.Storage.Transfer;

/// <summary>All that a store tells its callers, as text.</summary>
internal static class StoreContents
{
    public static readonly Guid Van = Guid.Parse("01960000-0000-7000-8000-000000000001");
    public static readonly Guid Bus = Guid.Parse("01960000-0000-7000-8000-000000000002");

    private static readonly string[] Types = ["Car", "rCar", "rLorry"];
    private static readonly string[] PoolKeys = [.. new[] { "a", "b", "c", "d" }.Select(PoolRequestKey.Of), Life.PoolKey(Van)];

    public static Task<string> ReadAsync(IStore store, int events) => ReadAsync(store, store, events);

    /// <summary>The events from a reader that has them all.</summary>
    public static async Task<string> ReadAsync(IStore store, IEventReader reader, int events)
    {
        IReadOnlyList<RecordedEvent> feed = [];
        // The feed of PostgreSQL ends before the oldest transaction of its server, which may be of another test.
        await Eventually.HoldsAsync(async () => (feed = await reader.ReadEventsAsync(0, int.MaxValue, default)).Count >= events, () => $"{feed.Count} events instead of {events}.");
        var text = new StringBuilder().AppendLine(A.Text(feed));
        foreach (var id in await store.ListResourceIdsAsync(null, 1_000, default))
        {
            text.AppendLine(A.Text(await store.LoadResourceAsync(id, default)));
            text.AppendLine(string.Join('\n', await store.LoadAnswersOfDeletedAsync(id, default)));
            text.AppendLine(A.Text(await reader.ReadHistoryAsync(id, 0, 10_000, default)));
        }
        foreach (var type in Types)
        {
            text.AppendLine(A.Text(await store.LoadRegistryAsync(type, default)));
            foreach (var key in PoolKeys)
                text.AppendLine(A.Text(await store.FindPoolRequestAsync(type, key, default)));
        }
        text.AppendLine(A.Text(await reader.ReadEventsOfAsync(Life.Customer, 0, 1_000, default)));
        return text.ToString();
    }

    /// <summary>Keys in order, as the two kinds of stores sort them differently.</summary>
    public static async Task<string> ReadStatesAsync(StoreAddress address)
    {
        await using var snapshot = await address.OpenSnapshotAsync(default);
        await snapshot.CountAsync(0, default);
        var states = await snapshot.ReadStatesAsync(default)
            .Select(state => $"{state.Key} v{state.State.Version} {state.At} {(state.State.Json is { } json ? Encoding.UTF8.GetString(json) : "cleared")}").ToListAsync();
        return string.Join('\n', states.Order(StringComparer.Ordinal));
    }
}
