using Inventory.Domain.Users;
using Inventory.Gateway.Security;
using Inventory.Grains.Users;

namespace Inventory.Gateway.Users;

public sealed class CalendarTokenApi(IGrainFactory grains, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/calendar-tokens").WithTags("Feeds").RequireAuthorization(Access.Book);
        tokens.MapGet("/", List).Named("listCalendarTokens").Returns<CalendarTokenResponse[]>(200, "The caller's calendar tokens, oldest first.");
        tokens.MapPost("/", Add).Named("createCalendarToken")
            .Accepts<CalendarTokenRequest>(isOptional: true, "application/json")
            .Creates<CalendarTokenResponse>("The calendar token; its text is shown only this once.").Problems(ProblemTypes.TooManyTokens).IsNotRepeatable();
        tokens.MapDelete("/{id:guid}", Revoke).Named("revokeCalendarToken").Returns(204, "The calendar token is revoked.").Problems(ProblemTypes.NotFound);
    }

    [EndpointSummary("Lists the calendar tokens of the caller.")]
    [EndpointDescription("Oldest first, without their texts.")]
    private async Task<IResult> List(HttpContext http, CancellationToken _) =>
        new ApiResult<CalendarTokenResponse[]>(200, [.. (await TokensOf(http).List()).Select(token => CalendarTokenResponse.Of(token))], UserJson.Default.CalendarTokenResponseArray);

    [EndpointSummary("Creates a calendar token.")]
    [EndpointDescription("A calendar program reads feeds with it, at an address that ends in `?token=`. It has the rights that the caller has at that time, to read feeds and nothing else. It ends with all tokens of the caller, such as with a new password.")]
    private async Task<IResult> Add(HttpContext http, CancellationToken cancellation)
    {
        var request = new CalendarTokenRequest();
        if (http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0)
        {
            var (body, _, malformed) = await JsonBody.ReadAsync(http, UserJson.Default.CalendarTokenRequest, cancellation);
            if (body is null) return malformed!;
            request = body;
        }
        if (request.Faults() is { Count: > 0 } faults) return ProblemResult.Invalid(faults);

        var actor = http.Caller()?.Actor;
        var (token, text) = Token.New(TokenKind.Calendar, OwnerOf(actor));
        var created = new CalendarToken { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = request.Name, Created = clock.Now(), Hash = token.Hash, Actor = actor };
        if (!await TokensOf(http).Add(created)) return ProblemResult.OfType(ProblemTypes.TooManyTokens);
        http.Response.Headers.CacheControl = "no-store";
        return new ApiResult<CalendarTokenResponse>(201, CalendarTokenResponse.Of(created, text), UserJson.Default.CalendarTokenResponse) { Location = $"/api/calendar-tokens/{created.Id}" };
    }

    [EndpointSummary("Revokes a calendar token of the caller, everywhere at once.")]
    [EndpointDescription("Calendar programs that use it get no more.")]
    private async Task<IResult> Revoke(Guid id, HttpContext http) => await TokensOf(http).Revoke(id) ? Results.NoContent() : ProblemResult.NotFound("calendar token");

    private ICalendarTokensGrain TokensOf(HttpContext http) => grains.GetCalendarTokens(OwnerOf(http.Caller()?.Actor));

    // The id of a user or of an API key. Operators without a name share one list.
    private static Guid OwnerOf(string? actor) => actor is null ? Guid.Empty : Guid.Parse(actor.AsSpan(actor.IndexOf(':', StringComparison.Ordinal) + 1));
}
