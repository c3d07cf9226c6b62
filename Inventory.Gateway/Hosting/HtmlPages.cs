using Inventory.Gateway.Resources;
using Inventory.Gateway.Web;

namespace Inventory.Gateway.Hosting;

public static class HtmlPages
{
    private const string Style =
        "body{font:1.05rem/1.6 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color:#222;background:#fdfdfb}h1{line-height:1.2}code{background:#eee;padding:.1em .3em;border-radius:3px}a{color:#0b5394}";

    public static void Map(IEndpointRouteBuilder root, ResourceTypes types)
    {
        root = root.MapGroup("").AllowAnonymous();
        var hasUi = WebUi.Map(root);
        if (!hasUi)
            root.MapGet("/", () => About(types, hasUi)).ExcludeFromDescription();
        root.MapGet("/about", () => About(types, hasUi)).ExcludeFromDescription();
        root.MapGet("/problems", ProblemIndex).ExcludeFromDescription();
        foreach (var problem in ProblemTypes.All)
            root.MapGet(problem.Path, () => Explain(problem)).ExcludeFromDescription();
    }

    private static HtmlPage About(ResourceTypes types, bool hasUi) => new("Inventory", Style,
        $"""
        <p>A reservation service for things that exist once: nothing is ever allocated twice for the same moment, and what was acknowledged is never lost.</p>
        <ul>
        <li><a href="/docs">Try it</a>: every request, interactively. The same for programs: <a href="/openapi/v1.json">OpenAPI 3.1</a></li>
        <li>Resources: {string.Join(", ", types.All.Select(t => $"<a href=\"{t.CollectionPath}\">{t.Path}</a>"))} (<a href="/api/types">types</a>)</li>
        <li>Health: <a href="/health/ready">ready</a>, <a href="/health/live">live</a></li>
        <li>What an error means: <a href="/problems">problems</a></li>
        </ul>
        {(hasUi ? "" : "<p>The web UI is not built: install Node.js 20 or newer, and start the service with <code>./inventory run</code>.</p>")}
        """);

    private static HtmlPage ProblemIndex() => new("Problems", Style,
        $"<ul>{string.Concat(ProblemTypes.All.Select(p => $"<li>{p.Status} <a href=\"{p.Path}\">{p.Name}</a>: {HtmlPage.Encode(p.Title)}</li>"))}</ul>");

    private static HtmlPage Explain(ProblemType problem) => new(problem.Title, Style,
        $"<p>HTTP status {problem.Status}, type <code>{problem.Path}</code></p><p>{HtmlPage.Encode(problem.Explanation)}</p><p><a href=\"/problems\">All problems</a></p>");
}
