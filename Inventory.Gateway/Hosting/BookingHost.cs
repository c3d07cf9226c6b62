using Inventory.Gateway.Allocations;
using Inventory.Gateway.Billing;
using Inventory.Gateway.Bookings;
using Inventory.Gateway.Pricing;
using Inventory.Gateway.Quotas;
using Inventory.Gateway.Waiting;

namespace Inventory.Gateway.Hosting;

public static class BookingHost
{
    public static void AddBookings(this WebApplicationBuilder builder, InventoryOptions options)
    {
        builder.Services.AddSingleton(Tariffs.From(
            options.Currency, options.Types.Where(type => type.Tariff is not null).Select(type => (type.Name, type.Tariff!))));
        builder.Services.AddSingleton(BookingLimits.From(options.Bookings, options.Currency));
        builder.Services.AddSingleton<LimitRefusals>();
        builder.Services.AddSingleton<DirectAllocation>();
        builder.Services.AddSingleton<QuoteApi>();
        builder.Services.AddSingleton<BookingAnswers>();
        builder.Services.AddSingleton<BookingApi>();
        builder.Services.AddSingleton<BookingChangeApi>();
        builder.Services.AddSingleton<GrantBooking>();
        builder.Services.AddSingleton<BookingListApi>();
        builder.Services.AddSingleton<BillingApi>();
        builder.Services.AddSingleton<QuotaApi>();
        builder.Services.AddHostedService<RecoveryService>();
    }

    public static void MapBookings(this WebApplication app, IEndpointRouteBuilder api)
    {
        app.Services.GetRequiredService<QuoteApi>().Map(api);
        app.Services.GetRequiredService<BookingApi>().Map(api);
        app.Services.GetRequiredService<BookingChangeApi>().Map(api);
        app.Services.GetRequiredService<BookingListApi>().Map(api);
        app.Services.GetRequiredService<BillingApi>().Map(api);
        app.Services.GetRequiredService<QuotaApi>().Map(api);
    }
}
