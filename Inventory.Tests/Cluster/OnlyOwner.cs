using System.Globalization;
using Inventory.Tests.Gateway;

namespace Inventory.Tests.Cluster;

/// <summary>
/// A client that alone changes its resource, one change after the other, and therefore knows what every gateway has to answer: nothing older than its last change.
/// It goes on to a new resource often, so that grains are also activated while the membership changes.
/// </summary>
internal sealed class OnlyOwner(IReadOnlyList<GatewayClient> gateways, string name, Random random, Func<Task> pause)
{
    private const int MostHeld = 8;
    private const int ChangesOfAResource = 12;

    private static readonly DateTime Start = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly List<string> _held = [];
    private string? _resource;
    private int _changes;
    private int _made;

    /// <summary>Changes the resource and reads it.</summary>
    /// <returns>What was wrong with an answer.</returns>
    public async Task<string?> StepAsync()
    {
        if ((_changes++ % ChangesOfAResource == 0 ? await BeginAsync() : await ChangeAsync()) is { } complaint)
            return complaint;
        var read = await RepeatedAsync(gateway => gateway.Get($"{_resource}/allocations?limit=100"));
        var seen = read.Status == 200 ? read.Items.Select(item => item.GetProperty("id").GetString()!).Order() : null;
        return seen is not null && seen.SequenceEqual(_held.Order()) ? null : $"{name} holds in {_resource} {string.Join(", ", _held)} and read {read.Status} {read.Text}";
    }

    private async Task<string?> BeginAsync()
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{name}-{_changes}");
        var created = await RepeatedAsync(gateway => gateway.Post("/api/cars", new { name = key }, ("Idempotency-Key", key)));
        if (created.Status != 201)
            return $"{created.Request}: {created.Status} {created.Text}";
        _resource = created.Location;
        _held.Clear();
        return null;
    }

    private async Task<string?> ChangeAsync()
    {
        if (_held.Count == MostHeld || (_held.Count > 0 && random.Next(2) == 0))
        {
            var gone = _held[random.Next(_held.Count)];
            var released = await RepeatedAsync(gateway => gateway.Delete($"{_resource}/allocations/{gone}"));
            _held.Remove(gone);
            // What was released by a request that was not answered is not there for the next one.
            return released.Status is 204 or 404 ? null : $"{released.Request}: {released.Status} {released.Text}";
        }
        var from = Start.AddHours(_made++);
        var body = new { from_datetime = $"{from:s}Z", to_datetime = $"{from.AddHours(1):s}Z", allocation_type = "booking" };
        var key = string.Create(CultureInfo.InvariantCulture, $"{name} {_made}");
        var made = await RepeatedAsync(gateway => gateway.Post($"{_resource}/allocations", body, ("Idempotency-Key", key)));
        if (made.Status != 201)
            return $"{made.Request}: {made.Status} {made.Text}";
        _held.Add(made["id"].GetString()!);
        return null;
    }

    private async Task<Answer> RepeatedAsync(Func<GatewayClient, Task<Answer>> ask)
    {
        while (true)
        {
            var answer = await ask(gateways[random.Next(gateways.Count)]);
            if (answer.Status != 503)
                return answer;
            await pause();
        }
    }
}
