namespace Inventory.Gateway.Api;

/// <summary>The preference (RFC 7240) that a request is only judged.</summary>
internal static class DryRun
{
    private const string Preference = "dry-run";

    /// <summary>If so, the answer says that it was a dry run.</summary>
    public static bool IsAsked(HttpContext http)
    {
        var isPreferred = IsPreferred(http);
        if (isPreferred)
            http.Response.Headers["Preference-Applied"] = Preference;
        return isPreferred;
    }

    /// <summary>Where there is none, nothing is done, so that nobody does by mistake what was only to be tried.</summary>
    /// <returns><c>null</c> if none is asked for.</returns>
    public static IResult? Refuse(HttpContext http) =>
        IsPreferred(http) ? ProblemResult.Invalid(ValidationError.Header("Prefer", "This request has no dry run.")) : null;

    private static bool IsPreferred(HttpContext http) =>
        http.Request.Headers["Prefer"].Any(values => values?.Split(',').Any(value => value.Trim().Equals(Preference, StringComparison.OrdinalIgnoreCase)) == true);
}
