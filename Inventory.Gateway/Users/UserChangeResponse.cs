using System.Text.Json.Serialization;
using Inventory.Contracts;

namespace Inventory.Gateway.Users;

/// <summary>Something that was done to a user's account.</summary>
/// <param name="Kind"><c>registered</c>, <c>role-changed</c>, <c>tokens-ended</c> or <c>erased</c>.</param>
/// <param name="Time">When.</param>
/// <param name="Actor">Who did it: <c>user:</c> or <c>key:</c> and an id, if that is known.</param>
/// <param name="Role">The role that the user has since then, where it is about that.</param>
public sealed record UserChangeResponse(
    string Kind,
    Instant Time,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Actor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Role)
{
    public static UserChangeResponse Of(UserChange change) => new(KindOf(change.Kind), change.At, change.Actor, change.Role is { } role ? RoleNames.Of(role) : null);

    private static string KindOf(UserChangeKind kind) => kind switch
    {
        UserChangeKind.Registered => "registered",
        UserChangeKind.RoleChanged => "role-changed",
        UserChangeKind.SessionsEnded => "tokens-ended",
        UserChangeKind.Erased => "erased",
    };
}
