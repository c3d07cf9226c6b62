using System.Text.Json.Serialization;

namespace Inventory.Store;

/// <summary>How the states of grains are written: every type of state is named here.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(string))]
public sealed partial class GrainStateJson : JsonSerializerContext;
