namespace Inventory.Gateway.Http;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Pointer">Where: a JSON pointer into the body as a URI fragment (<c>#/from_datetime</c>), or <c>?name</c> for a query parameter.</param>
/// <param name="Detail">What is wrong there.</param>
public sealed record Fault(string Pointer, string Detail)
{
    public static Fault Member(string name, string detail) => new($"#/{name}", detail);

    public static Fault Parameter(string name, string detail) => new($"?{name}", detail);
}
