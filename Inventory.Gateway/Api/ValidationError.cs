namespace Inventory.Gateway.Api;

/// <summary>One error in a request.</summary>
/// <param name="Pointer">A JSON pointer into the body as a URI fragment (<c>#/from_datetime</c>), <c>?name</c> for a query parameter, or the name of a header.</param>
/// <param name="Detail">What is wrong.</param>
public sealed record ValidationError(string Pointer, string Detail)
{
    public static ValidationError Member(string name, string detail) => new($"#/{name}", detail);

    /// <summary>The name of an attribute can be any text, so it is escaped (RFC 6901, 3 and 6).</summary>
    public static ValidationError Attribute(AttributeError fault) => Attribute("attributes", fault);

    public static ValidationError Attribute(string pointer, AttributeError fault) => Member($"{pointer}/{Uri.EscapeDataString(Token(fault.Name))}", fault.Detail);

    public static ValidationError Header(string name, string detail) => new(name, detail);

    public static ValidationError Parameter(string name, string detail) => new($"?{name}", detail);

    private static string Token(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
