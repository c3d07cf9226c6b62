namespace Inventory.Gateway.Users;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ApiKeyRequest))]
[JsonSerializable(typeof(ApiKeyResponse[]))]
[JsonSerializable(typeof(CalendarTokenRequest))]
[JsonSerializable(typeof(CalendarTokenResponse[]))]
[JsonSerializable(typeof(ErasureRequest))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(LogoutRequest))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(PasswordResetRequest))]
[JsonSerializable(typeof(PersonalDataResponse))]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(RoleRequest))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(UserChangeResponse[]))]
[JsonSerializable(typeof(UserPatch))]
[JsonSerializable(typeof(UserResponse[]))]
internal sealed partial class UserJson : JsonSerializerContext;
