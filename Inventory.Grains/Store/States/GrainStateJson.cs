using System.Text.Json.Serialization;
using Inventory.Contracts;
using Inventory.Domain;

namespace Inventory.Store;

/// <summary>How the states of grains are written: every type of state is named here.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantJson), typeof(JsonStringEnumConverter<UserRole>)])]
[JsonSerializable(typeof(ApiKeysState))]
[JsonSerializable(typeof(ClaimState))]
[JsonSerializable(typeof(UserListState))]
[JsonSerializable(typeof(UserState))]
public sealed partial class GrainStateJson : JsonSerializerContext;
