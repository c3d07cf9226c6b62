using Inventory.Gateway.Security;

namespace Inventory.Gateway.Feeds;

public static class FeedHosting
{
    public static void AddFeeds(this IServiceCollection services)
    {
        services.AddSingleton<ModifiedTimes>();
        services.AddSingleton<FeedReader>();
    }

    public static RouteHandlerBuilder IsFeed(this RouteHandlerBuilder endpoint, string example) => endpoint
        .RequireAuthorization(Access.ReadFeeds).WithMetadata(new FeedMetadata()).IsCostly().IsVersioned()
        .Returns(200, "The feed.").AlsoReturns(FeedResult.MediaType, example).Returns(304, "Not modified: the client has the current feed.");
}

internal static class FeedExamples
{
    public const string Calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Inventory//Inventory//EN\r\nX-WR-CALNAME:Car1\r\nBEGIN:VEVENT\r\nUID:0198a7b0-0000-7000-8000-0000000000bb\r\nDTSTAMP:20261120T090000Z\r\nDTSTART:20261201T100000Z\r\nDTEND:20261201T120000Z\r\nSEQUENCE:2\r\nSTATUS:CONFIRMED\r\nSUMMARY:booking\r\nLOCATION:Car1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    public const string FreeBusy = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Inventory//Inventory//EN\r\nBEGIN:VFREEBUSY\r\nUID:0198a7b0-0000-7000-8000-0000000000aa\r\nDTSTAMP:20261120T000000Z\r\nDTSTART:20251120T000000Z\r\nDTEND:20281120T000000Z\r\nFREEBUSY:20261201T100000Z/20261201T120000Z\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n";
}
