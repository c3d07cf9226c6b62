namespace Inventory.Silo.Health;

/// <summary>The program asks the one of its kind that runs beside it whether it is ready: for a container's health check, without a shell or another program.</summary>
internal static class HealthProbe
{
    public const string Argument = "--healthcheck";

    /// <summary>More than the probe's own patience, so that its answer is what is told.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <param name="address">Where the other listens, as an URL; one that stands for all of the machine's addresses will do.</param>
    /// <returns>The exit code: 0 when it is ready, 1 when not.</returns>
    public static async Task<int> AskAsync(string address)
    {
        var url = new UriBuilder(address.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal)) { Path = "/health/ready" };
        if (url.Host is "0.0.0.0" or "[::]")
            url.Host = "127.0.0.1";
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(url.Uri);
            await Console.Out.WriteLineAsync($"{url.Uri}: {(int)answer.StatusCode}");
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            await Console.Out.WriteLineAsync($"{url.Uri}: {e.Message}");
            return 1;
        }
    }
}
