using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Inventory.Silo.Telemetry;

internal static class Telemetry
{
    /// <summary>Under the name of the program, or by OpenTelemetry's own variable another one.</summary>
    public static OpenTelemetryBuilder AddTelemetry(this WebApplicationBuilder builder, string program)
    {
        var telemetry = builder.Services.AddOpenTelemetry();
        return builder.Configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } ? telemetry : telemetry.ConfigureResource(resource => resource.AddService(program));
    }
}
