using System.Collections.Immutable;
using Inventory.Domain.Resources;

namespace Inventory.Tests.Domain.Resources;

/// <summary>
/// Random merge patches of a resource under random rules, which change now and then as a configuration does; and a model that knows of each
/// value that there is which types it has, how long it is and how much.
/// </summary>
internal sealed class RandomAttributes(int seed)
{
    private sealed record Token(string Json, AttributeType[] Types, int Length = 0, double Size = 0);

    private static readonly Token[] Tokens =
    [
        new("\"x\"", [AttributeType.String], Length: 1),
        new("\"\\u0079\"", [AttributeType.String], Length: 1),
        new("\"longer\"", [AttributeType.String], Length: 6),
        new("\"2026-12-01T10:00:00Z\"", [AttributeType.String, AttributeType.DateTime], Length: 20),
        new("-7", [AttributeType.Integer, AttributeType.Number], Size: -7),
        new("1e1", [AttributeType.Integer, AttributeType.Number], Size: 10),
        new("0.5", [AttributeType.Number], Size: 0.5),
        new("true", [AttributeType.Boolean]),
        new("[null]", []),
        new("""{"z":1}""", []),
    ];

    private static readonly string[] Names = ["a", "b", "c", "d"];

    private readonly Random _random = new(seed);
    private ResourceState _state = Sample.State();
    private Dictionary<string, Token> _model = [];
    private AttributeSchema _rules = AttributeSchema.None;

    /// <summary>How many were made, and how many refused.</summary>
    public (int Made, int Refused) Patches { get; private set; }

    public void Step()
    {
        if (_random.Next(20) == 0)
            _rules = new([.. Names.Where(_ => _random.Next(2) == 0).Select(Rule)], RefusesOthers: _random.Next(3) == 0);
        var wasGood = ModelFaults(_model).Count == 0;
        var patch = _random.Next(30) == 0 ? null : Names.Where(_ => _random.Next(3) == 0).ToDictionary(name => name, _ => TokenOrNull());
        Dictionary<string, Token> merged = patch is null ? [] : new(_model);
        foreach (var (name, token) in patch ?? [])
            _ = token is null ? merged.Remove(name) : (merged[name] = token) is not null;
        var expected = ModelFaults(merged);

        var json = Sample.Json(patch is null ? "null" : Object(patch.Select(p => (p.Key, p.Value?.Json ?? "null"))));
        var answer = _state.Update(new() { Type = "Car", Id = Sample.CarId, Attributes = json, Rules = _rules }).Answer;
        Check(expected.SetEquals(answer.Faults.Select(fault => fault.Name)), "other faults");
        Check(answer.IsUpdated == (expected.Count == 0), "another decision");
        var known = _rules.CheckPatch(json).Select(fault => fault.Name).ToHashSet();
        Check(expected.IsSupersetOf(known) && (!wasGood || expected.SetEquals(known)), "another judgement of the patch alone");
        if (answer.IsUpdated)
            (_model, _state) = (merged, _state with { Resource = answer.Resource, Version = answer.Resource.Version });
        Check(Kept().SetEquals(_model.Select(m => (m.Key, m.Value.Json))), "other attributes");
        Patches = answer.IsUpdated ? (Patches.Made + 1, Patches.Refused) : (Patches.Made, Patches.Refused + 1);

        void Check(bool agrees, string what) =>
            Assert.True(agrees, $"INVENTORY_SEED={seed} plays this again: {Sample.Text(json)} has {what}: {answer}");
    }

    private Token? TokenOrNull() => _random.Next(3) == 0 ? null : Tokens[_random.Next(Tokens.Length)];

    private AttributeDefinition Rule(string name)
    {
        var type = (AttributeType)_random.Next(1, 6);
        return new()
        {
            Name = name,
            Type = type,
            IsRequired = _random.Next(2) == 0,
            MaxLength = type == AttributeType.String && _random.Next(2) == 0 ? 5 : null,
            Minimum = type is AttributeType.Integer or AttributeType.Number && _random.Next(2) == 0 ? 0 : null,
            Maximum = type is AttributeType.Integer or AttributeType.Number && _random.Next(2) == 0 ? 9 : null,
        };
    }

    private HashSet<string> ModelFaults(Dictionary<string, Token> attributes) =>
        [.. Names.Where(name => _rules.Declared.FirstOrDefault(r => r.Name == name) is { } rule
            ? attributes.TryGetValue(name, out var token) ? !Fits(rule, token) : rule.IsRequired
            : _rules.RefusesOthers && attributes.ContainsKey(name))];

    private static bool Fits(AttributeDefinition rule, Token token) => token.Types.Contains(rule.Type)
        && (rule.MaxLength is null || token.Length <= rule.MaxLength)
        && (rule.Minimum is null || token.Size >= rule.Minimum)
        && (rule.Maximum is null || token.Size <= rule.Maximum);

    private HashSet<(string, string)> Kept()
    {
        using var json = System.Text.Json.JsonDocument.Parse(Sample.Text(_state.Resource!.Attributes));
        return [.. json.RootElement.EnumerateObject().Select(member => (member.Name, member.Value.GetRawText()))];
    }

    private static string Object(IEnumerable<(string Name, string Json)> members) =>
        $"{{{string.Join(',', members.Select(m => $"\"{m.Name}\":{m.Json}"))}}}";
}
