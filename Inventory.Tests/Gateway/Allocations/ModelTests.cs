namespace Inventory.Tests.Gateway.Allocations;

/// <summary>The service beside a list that is searched from end to end.</summary>
public sealed class ModelTests(SharedGateway gateway, ITestOutputHelper output)
{
    private const int Operations = 1000;

    /// <summary>Hours of the calendar; few, so that much overlaps.</summary>
    private const int Hours = 60;

    private static readonly DateTime Start = new(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Outcomes = ["allocated", "overlap", "released", "window", "whole"];

    private readonly Dictionary<string, List<Taken>> _model = [];

    [Fact]
    public async Task Random_allocations_agree_with_a_list_that_is_searched_from_end_to_end()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 3; i++)
            _model.Add(await gateway.Client.Create(), []);
        var outcomes = new Dictionary<string, int>();
        for (var n = 0; n < Operations; n++)
        {
            var car = _model.Keys.ElementAt(random.Next(_model.Count));
            var (from, to) = RandomTime(random);
            var outcome = random.Next(10) switch
            {
                < 5 => await Allocate(car, from, to),
                < 8 => await Release(car, random),
                < 9 => await Window(car, from, to),
                _ => await Whole(car),
            };
            Assert.True(outcome is not null, $"seed {seed}, operation {n}, {from} to {to} of {car}");
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }
        // None of them is rare, or the run has shown little.
        Assert.All(Outcomes, outcome => Assert.InRange(outcomes.GetValueOrDefault(outcome), Operations / 50, Operations));
    }

    private static (int From, int To) RandomTime(Random random)
    {
        var from = random.Next(Hours);
        var to = from + 1 + random.Next(4);
        return random.Next(40) switch { 0 => (int.MinValue, to), 1 => (from, int.MaxValue), 2 => (int.MinValue, int.MaxValue), _ => (from, to) };
    }

    private async Task<string?> Allocate(string car, int from, int to)
    {
        var answer = await gateway.Client.Allocate(car, Text(from), Text(to));
        var conflicts = Overlapping(car, from, to);
        if (conflicts.Count > 0)
            return answer.Status == 409 && answer.Conflicts.SequenceEqual(conflicts) ? "overlap" : null;
        if (answer.Status != 201)
            return null;
        _model[car].Add(new(answer.Id, from, to));
        return "allocated";
    }

    private async Task<string?> Release(string car, Random random)
    {
        if (_model[car].Count == 0)
            return "nothing";
        var taken = _model[car][random.Next(_model[car].Count)];
        _model[car].Remove(taken);
        var path = $"{car}/allocations/{taken.Id}";
        return (await gateway.Client.Delete(path)).Status == 204 && (await gateway.Client.Get(path)).Status == 404 ? "released" : null;
    }

    private async Task<string?> Window(string car, int from, int to)
    {
        var query = string.Join('&', new[] { Text(from) is { } f ? $"from={f}" : null, Text(to) is { } t ? $"to={t}" : null }.OfType<string>());
        return await Listed($"{car}/allocations?{query}&limit=7") is { } ids && ids.SequenceEqual(Overlapping(car, from, to)) ? "window" : null;
    }

    private async Task<string?> Whole(string car) =>
        await Listed($"{car}/allocations") is { } ids && ids.SequenceEqual(Overlapping(car, int.MinValue, int.MaxValue)) ? "whole" : null;

    private async Task<IEnumerable<string>> Listed(string path) =>
        (await gateway.Client.Pages(path)).SelectMany(p => p.Items).Select(a => a.GetProperty("id").GetString()!);

    private List<string> Overlapping(string car, int from, int to) => [.. _model[car].Where(t => t.From < to && from < t.To).OrderBy(t => t.From).Select(t => t.Id)];

    private static string? Text(int hour) => hour is int.MinValue or int.MaxValue ? null : $"{Start.AddHours(hour):s}Z";

    private sealed record Taken(string Id, int From, int To);
}
