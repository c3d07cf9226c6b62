using Inventory.Domain.Resources;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Grains.Resources;

/// <summary>
/// A register in which resources come, change and go at random, asked by their attributes; and a list that is looked through from the first
/// to the last.
/// </summary>
internal sealed class RandomRegistry
{
    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly string[] Texts = ["\"1\"", "1", "1.0", "true", "\"true\"", "null", "[1]", "\"\""];

    private readonly int _seed;
    private readonly Random _random;
    private readonly List<(Resource Resource, Dictionary<string, string> Values)> _model = [];
    private readonly ResourceRegistry _register;
    private long _lastOrdinal;

    public RandomRegistry(int seed, int resources)
    {
        (_seed, _random) = (seed, new(seed));
        for (var i = 0; i < resources; i++)
            _model.Add(New());
        _register = new(new StoredRegistry([.. _model.Select(m => m.Resource)], _lastOrdinal), TimeSpan.FromDays(1));
    }

    public void Change()
    {
        var place = _random.Next(_model.Count);
        switch (_random.Next(3))
        {
            case 0:
                _model.Add(New());
                _register.Add(_model[^1].Resource, null);
                break;
            case 1:
                var (resource, values) = New();
                var old = _model[place].Resource;
                _model[place] = (old with { Attributes = resource.Attributes, Version = old.Version + 1 }, values);
                _register.Replace(_model[place].Resource);
                break;
            case 2 when _model.Count > 1:
                _register.Remove(_model[place].Resource.Id);
                _model.RemoveAt(place);
                break;
        }
    }

    /// <summary>Asks for a page, and for what one, two or three attributes are.</summary>
    public void Ask()
    {
        List<AttributeFilter> filters = [.. Names.Where(_ => _random.Next(2) == 0).Select(attribute =>
            new AttributeFilter(attribute, [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Value())]))];
        var name = _random.Next(10) == 0 ? _model[_random.Next(_model.Count)].Resource.Name : null;
        var (after, limit) = (_random.Next((int)_lastOrdinal), _random.Next(1, 20));
        var page = _register.List(new() { Name = name, After = after, Limit = limit, Attributes = [.. filters] });
        var expected = _model
            .Where(m => m.Resource.Ordinal > after && (name is null || m.Resource.Name == name))
            .Where(m => filters.All(f => m.Values.TryGetValue(f.Name, out var text) && f.AnyOf.Any(value => Is(value, text))))
            .Select(m => m.Resource).ToList();
        var asked = string.Join(", ", filters.Select(f => $"{f.Name}: {string.Join(" or ", f.AnyOf)}"));
        Assert.True(
            page.Resources.SequenceEqual(expected.Take(limit)) && page.HasMore == expected.Count > limit,
            $"INVENTORY_SEED={_seed} plays this again: {asked} after {after}");
    }

    private AttributeValue Value() => _random.Next(5) switch
    {
        0 => AttributeValue.Of("1"),
        1 => AttributeValue.Of(1.0),
        2 => AttributeValue.Of(true),
        3 => AttributeValue.Of("true"),
        _ => AttributeValue.Of(""),
    };

    private static bool Is(AttributeValue value, string json) => value.Type switch
    {
        AttributeType.Number => json is "1" or "1.0",
        AttributeType.Boolean => json == "true",
        _ => json == $"\"{value.Text}\"",
    };

    private (Resource Resource, Dictionary<string, string> Values) New()
    {
        var ordinal = ++_lastOrdinal;
        var values = Names.Where(_ => _random.Next(3) > 0).ToDictionary(name => name, _ => Texts[_random.Next(Texts.Length)]);
        var json = Sample.Json($"{{{string.Join(',', values.Select(v => $"\"{v.Key}\":{v.Value}"))}}}");
        return (Sample.Car with { Id = Sample.Id((int)ordinal), Name = $"Car{ordinal}", Ordinal = ordinal, Attributes = json }, values);
    }
}
