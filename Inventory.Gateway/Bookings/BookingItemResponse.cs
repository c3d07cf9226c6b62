using Inventory.Contracts;
using Inventory.Gateway.Pricing;
using Inventory.Gateway.Types;

namespace Inventory.Gateway.Bookings;

/// <summary>A time on a resource, as a part of a booking.</summary>
public sealed record BookingItemResponse
{
    /// <summary>The path of the resource: <c>cars/&lt;id&gt;</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>The name of the resource's type.</summary>
    public required string ResourceType { get; init; }

    /// <summary>On the resource's calendar.</summary>
    public required Guid AllocationId { get; init; }

    public required Instant FromDatetime { get; init; }

    public required Instant ToDatetime { get; init; }

    /// <summary>A decimal text.</summary>
    public required string Price { get; init; }

    /// <summary>How the price comes about.</summary>
    public required IReadOnlyList<QuoteLineResponse> Lines { get; init; }

    /// <summary>Names the prices that it follows.</summary>
    public required string TariffVersion { get; init; }

    public static BookingItemResponse Of(BookedItem item, ResourceTypes types) => new()
    {
        Resource = $"{types.All.FirstOrDefault(type => type.Name == item.ResourceType)?.Path}/{item.ResourceId}",
        ResourceType = item.ResourceType,
        AllocationId = item.AllocationId!.Value,
        FromDatetime = item.Interval.From,
        ToDatetime = item.Interval.To,
        Price = item.Quote.Total.ToString(),
        Lines = [.. item.Quote.Lines.Select(QuoteLineResponse.Of)],
        TariffVersion = item.Quote.TariffVersion,
    };
}
