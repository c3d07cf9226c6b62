namespace Inventory.Silo.Telemetry;

public static class Logs
{
    /// <summary>
    /// With the setting <c>Logging:Console:FormatterName=json</c>: a JSON object for each line, with the ids of its trace and span. The web application's
    /// slim builder knows only its own format.
    /// </summary>
    public static void AddJsonLogs(this IHostApplicationBuilder builder)
    {
        if (string.Equals(builder.Configuration["Logging:Console:FormatterName"], "json", StringComparison.OrdinalIgnoreCase))
        {
            builder.Logging.AddJsonConsole(json =>
            {
                json.IncludeScopes = true;
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "O";
            });
        }
    }
}
