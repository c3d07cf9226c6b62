using System.Text.Json.Serialization;

namespace Inventory.Tests.LocalRuntime;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StateGrain.Note))]
internal sealed partial class StateGrainJson : JsonSerializerContext;
