using System.Collections.Frozen;
using System.Text.Json;

namespace Inventory.Grains.Metrics;

/// <summary>How decisions of one kind are counted. All tags are made once.</summary>
internal sealed class DecisionKind<T>(string operation, Func<T, KeyValuePair<string, object?>> outcome)
{
    public KeyValuePair<string, object?> Operation { get; } = new("operation", operation);

    public KeyValuePair<string, object?> OutcomeOf(T result) => outcome(result);
}

/// <summary>A tag for each status of a result. The first one, 1, is that of success everywhere.</summary>
internal static class Outcome<TStatus> where TStatus : struct, Enum
{
    private static readonly FrozenDictionary<TStatus, KeyValuePair<string, object?>> Tags = Enum.GetValues<TStatus>().ToFrozenDictionary(
        status => status,
        status => new KeyValuePair<string, object?>("outcome", Convert.ToInt32(status, null) == 1 ? "accepted" : JsonNamingPolicy.SnakeCaseLower.ConvertName($"{status}")));

    public static KeyValuePair<string, object?> Of(TStatus status) => Tags[status];
}
