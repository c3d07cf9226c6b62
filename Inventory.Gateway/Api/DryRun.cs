namespace Inventory.Gateway.Api;

/// <summary>The preference (RFC 7240) that a request is only judged.</summary>
internal static class DryRun
{
    public const string Preference = "dry-run";

    /// <summary>If so, the answer says that it was a dry run.</summary>
    public static bool IsAsked(HttpContext http)
    {
        var isPreferred = IsPreferred(http.Request.Headers);
        if (isPreferred)
            http.Response.Headers["Preference-Applied"] = Preference;
        return isPreferred;
    }

    /// <summary>Where there is none, nothing is done, so that nobody does by mistake what was only to be tried.</summary>
    /// <returns><c>null</c> if none is asked for.</returns>
    public static IResult? Refuse(HttpContext http) =>
        IsPreferred(http.Request.Headers) ? ProblemResult.Invalid(ValidationError.Header("Prefer", "This request has no dry run.")) : null;

    public static bool IsPreferred(IHeaderDictionary headers) =>
        headers["Prefer"].Any(values => values?.Split(',').Any(value => value.Trim().Equals(Preference, StringComparison.OrdinalIgnoreCase)) == true);
}
