namespace Inventory.Gateway.Http;

/// <summary>A kind of refusal or fault, as RFC 9457 has it: its <c>type</c> is <c>/problems/{Name}</c>, a page that explains it.</summary>
/// <param name="Name">The last part of its address.</param>
/// <param name="Status">The HTTP status that it goes with.</param>
/// <param name="Title">The same for every occurrence.</param>
/// <param name="Explanation">For the page: what it means, and what a client can do.</param>
public sealed record ProblemType(string Name, int Status, string Title, string Explanation)
{
    public string Path => $"/problems/{Name}";
}
