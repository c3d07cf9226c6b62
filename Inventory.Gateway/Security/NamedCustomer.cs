using Inventory.Grains.Users;

namespace Inventory.Gateway.Security;

/// <summary>The customer for whom an operator or a program allocates or books.</summary>
internal static class NamedCustomer
{
    /// <param name="http">The request.</param>
    /// <param name="grains">Know the users.</param>
    /// <param name="customer">The member <c>customer</c> of the body; <c>null</c> for the caller itself.</param>
    /// <returns>The id of the user, if one is named; or why the caller may not act for it.</returns>
    public static async Task<(Guid? Id, IResult? Refusal)> FindAsync(HttpContext http, IGrainFactory grains, string? customer)
    {
        if (customer is null)
            return (null, null);
        var isId = Uuid.TryParse(customer, out var id);
        if (http.IsCustomer())
            return isId && http.Caller()!.Customer == id ? (id, null) : (null, Results.Forbid());
        return isId && await grains.GetUser(id).Read() is not null ? (id, null) : (null, ProblemResult.Invalid(ValidationError.Member("customer", "There is no such customer.")));
    }
}
