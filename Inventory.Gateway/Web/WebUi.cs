using Microsoft.AspNetCore.StaticFiles;

namespace Inventory.Gateway.Web;

/// <summary>The web UI that was built beside the program, if it was: see <c>Inventory.Web</c>.</summary>
public static class WebUi
{
    private const string Page = "index.html";

    /// <summary>The addresses that the page answers itself.</summary>
    private static readonly string[] Pages = ["/", "/book", "/shop", "/account", "/run", "/run/people", "/run/bookings", "/run/accounts", "/run/keys", "/run/webhooks", "/run/series", "/run/approvals", "/run/waiting", "/run/today", "/run/imports", "/system"];

    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "web");

    /// <returns>Whether there is one.</returns>
    public static bool Map(IEndpointRouteBuilder root)
    {
        if (!File.Exists(Path.Combine(Root, Page)))
            return false;
        var (types, files) = (new FileExtensionContentTypeProvider(), root.MapGroup("").AllowAnonymous().ExcludeFromDescription());
        foreach (var path in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories))
            if (types.TryGetContentType(path, out var type) && Path.GetExtension(path) is not (".br" or ".gz"))
                Serve(Path.GetRelativePath(Root, path).Replace('\\', '/'), new(path, type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type));
        return true;

        void Serve(string name, WebFile file)
        {
            foreach (var address in name == Page ? Pages : [$"/{name}"])
                files.MapGet(address, () => file);
        }
    }
}
