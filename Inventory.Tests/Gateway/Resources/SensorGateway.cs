namespace Inventory.Tests.Gateway.Resources;

/// <summary>
/// A gateway with two types of its own: sensors, which have an attribute of every type and no others; and rooms, which are booked and have
/// seats.
/// </summary>
public sealed class SensorGateway : IAsyncLifetime
{
    private static readonly string[] Settings =
    [
        "6:Name", "Sensor", "6:Path", "sensors", "6:Kind", "asset", "6:OtherAttributes", "refuse",
        "6:Attributes:0:Name", "kind", "6:Attributes:0:Required", "true",
        "6:Attributes:0:Values:0", "smoke", "6:Attributes:0:Values:1", "heat",
        "6:Attributes:1:Name", "note", "6:Attributes:1:MaxLength", "5",
        "6:Attributes:2:Name", "floor", "6:Attributes:2:Type", "integer", "6:Attributes:2:Minimum", "-2", "6:Attributes:2:Maximum", "9",
        "6:Attributes:3:Name", "volts", "6:Attributes:3:Type", "number", "6:Attributes:3:Minimum", "0.5",
        "6:Attributes:4:Name", "on", "6:Attributes:4:Type", "boolean",
        "6:Attributes:5:Name", "since", "6:Attributes:5:Type", "date-time",
        "7:Name", "Room", "7:Path", "rooms", "7:Kind", "interval", "7:Slot", "P1D",
        "7:Attributes:0:Name", "seats", "7:Attributes:0:Type", "integer", "7:Attributes:0:Required", "true",
    ];

    private InProcessGateway _gateway = null!;

    internal GatewayClient Client => _gateway.Client;

    public async ValueTask InitializeAsync() =>
        _gateway = await InProcessGateway.StartAsync([.. Settings.Select((text, i) => i % 2 == 0 ? $"--Inventory:Types:{text}" : text)]);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
