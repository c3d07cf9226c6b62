namespace Inventory.Gateway.Api;

/// <summary>The preference (RFC 7240) that a request is only judged.</summary>
internal static class DryRun
{
    private const string Preference = "dry-run";

    /// <summary>If so, the answer says that it was a dry run.</summary>
    public static bool IsAsked(HttpContext http)
    {
        if (!http.Request.Headers["Prefer"].Any(values => values?.Split(',').Any(value => value.Trim().Equals(Preference, StringComparison.OrdinalIgnoreCase)) == true))
            return false;
        http.Response.Headers["Preference-Applied"] = Preference;
        return true;
    }

    /// <summary>Where there is none, nothing is done, so that nobody does by mistake what was only to be tried.</summary>
    /// <returns><c>null</c> if none is asked for.</returns>
    public static IResult? Refuse(HttpContext http)
    {
        if (!IsAsked(http))
            return null;
        http.Response.Headers.Remove("Preference-Applied");
        return ProblemResult.Invalid(ValidationError.Header("Prefer", "This request has no dry run."));
    }
}
