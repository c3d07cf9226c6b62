using System.Collections.Concurrent;
using Inventory.Domain.Shop;

namespace Inventory.Tests.Gateway.Hosting;

/// <summary>
/// Clients that allocate and release, and what was acknowledged to them. What was asked for and not answered may be done or not.
/// </summary>
internal sealed class Load(IReadOnlyList<string> resources, int seed) : InterruptedLoad(Clients, seed)
{
    private const int Clients = 16;

    /// <summary>Hours to choose from; so many that most requests succeed.</summary>
    private const int Hours = 20_000;

    private static readonly DateTime Start = new(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly ConcurrentDictionary<string, string> _held = new();
    private readonly ConcurrentDictionary<string, bool> _released = new();

    /// <summary>The allocations that are acknowledged and that nobody is releasing.</summary>
    public IReadOnlyCollection<string> Held => [.. _held.Keys];

    /// <summary>Sees that what was acknowledged is so, and that no two allocations overlap.</summary>
    public async Task CheckAsync(GatewayClient client)
    {
        Dictionary<string, string> found = [];
        foreach (var resource in resources)
        {
            var previousEnd = "";
            foreach (var allocation in (await client.Pages($"{resource}/allocations")).SelectMany(p => p.Items))
            {
                var from = allocation.GetProperty("from_datetime").GetString()!;
                Assert.True(string.CompareOrdinal(previousEnd, from) <= 0, $"{resource}: one ends {previousEnd}, the next begins {from}.");
                previousEnd = allocation.GetProperty("to_datetime").GetString()!;
                found.Add($"{resource}/allocations/{allocation.GetProperty("id").GetString()}", from);
            }
        }
        Assert.NotEmpty(_held);
        Assert.DoesNotContain(_held, h => found.GetValueOrDefault(h.Key) != h.Value);
        Assert.DoesNotContain(_released.Keys, found.ContainsKey);
    }

    protected override async Task ClientAsync(GatewayClient client, int number, Random random, Action acknowledged)
    {
        List<string> own = [];
        while (IsGood)
        {
            if (own.Count > 0 && random.Next(5) == 0)
                await ReleaseAsync(client, own, random.Next(own.Count), acknowledged);
            else
                await AllocateAsync(client, own, random, acknowledged);
        }
    }

    private async Task AllocateAsync(GatewayClient client, List<string> own, Random random, Action acknowledged)
    {
        var from = Start.AddHours(random.Next(Hours));
        var answer = await client.Allocate(resources[random.Next(resources.Count)], $"{from:s}Z", $"{from.AddHours(random.Next(1, 3)):s}Z");
        if (answer.Status == 201)
        {
            _held[answer.Location!] = $"{from:s}Z";
            own.Add(answer.Location!);
            acknowledged();
        }
        else
        {
            Expect(answer, 409);
        }
    }

    private async Task ReleaseAsync(GatewayClient client, List<string> own, int index, Action acknowledged)
    {
        var path = own[index];
        own.RemoveAt(index);
        // From here on nobody knows, until the answer is there.
        _held.Remove(path, out _);
        var answer = await client.Delete(path);
        if (answer.Status == 204)
        {
            _released[path] = true;
            acknowledged();
        }
        else
        {
            Expect(answer);
        }
    }
}
