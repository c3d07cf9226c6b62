namespace Inventory.Silo.Health;

// The health check of a container, without a shell or another program: asks the process beside it.
internal static class HealthProbe
{
    public const string Argument = "--healthcheck";

    // Longer than the probe's own timeout, so that its response is shown.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    /// <returns>The exit code: 0 if it is ready, else 1.</returns>
    public static async Task<int> AskAsync(string address)
    {
        var local = address.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal);
        var url = new UriBuilder(local) { Path = "/health/ready" };
        if (url.Host is "0.0.0.0" or "[::]")
            url.Host = "127.0.0.1";
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout };
        try
        {
            using var response = await http.GetAsync(url.Uri);
            await Console.Out.WriteLineAsync($"{url.Uri}: {(int)response.StatusCode}");
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            await Console.Out.WriteLineAsync($"{url.Uri}: {e.Message}");
            return 1;
        }
    }
}
