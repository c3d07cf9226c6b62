using System.Buffers;
using Inventory.Domain.Webhooks;
using Inventory.Gateway.Billing;
using Inventory.Gateway.Pricing;
using Inventory.Gateway.Security;
using Inventory.Grains.Billing;
using Inventory.Grains.Webhooks;

namespace Inventory.Gateway.Webhooks;

public sealed class WebhookApi(PaymentSecrets secrets, Tariffs tariffs, IGrainFactory grains, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks");
        // A provider has no token: its signature is checked instead.
        webhooks.MapPost("/payments", TakePayment).AllowAnonymous().Named("reportPayment")
            .Accepts<PaymentEventRequest>("application/json")
            .Returns(204, "The payment is recorded, now or earlier with the same webhook-id. Events of other types are ignored.")
            .Problems(ProblemTypes.SignatureInvalid, ProblemTypes.NotFound, ProblemTypes.IdempotencyKeyReused).IsSigned().IsNotRepeatable();
        webhooks.MapGet("/deliveries", ListDeliveries).RequireAuthorization(Access.ReadEvents).Named("listDeliveries")
            .Returns<WebhookDeliveryResponse[]>(200, "The deliveries, oldest first.").Problems(ProblemTypes.Invalid);
    }

    [EndpointSummary("Records a payment that a provider reports, signed as in Standard Webhooks.")]
    [EndpointDescription("For a payment provider, which has no token: its signature is checked instead. Not found unless the service has a secret for payments.")]
    private async Task<IResult> TakePayment(HttpContext http, CancellationToken cancellation)
    {
        if (secrets.All.Count == 0) return ProblemResult.NotFound("webhook: it is not configured");
        byte[] sent = [];
        var (envelope, _, refusal) = await JsonBody.ReadAsync(
            http, WebhookJson.Default.WebhookEnvelope, cancellation, body => Verify(http.Request, sent = body.ToArray()));
        if (envelope is null) return refusal!;
        if (envelope.Type != PaymentEventRequest.Received) return Results.NoContent();

        var (request, _, malformed) =
            JsonBody.Parse(http.Request, new ReadOnlySequence<byte>(sent), WebhookJson.Default.PaymentEventRequest);
        if (request is null) return malformed!;
        var (payment, faults) = request.ToCommand(tariffs.Currency, http.Request.Headers[WebhookSignature.IdHeader]!);
        if (payment is null) return ProblemResult.Invalid(faults);
        if (await AccountHolder.FindAsync(grains, request.Data!.Customer!) is not { } customer)
            return ProblemResult.Invalid(ValidationError.Member("data/customer", "There is no such customer."));

        var result = await grains.GetAccount(customer).Pay(payment);
        return result.Status switch
        {
            PaymentStatus.Recorded => Results.NoContent(),
            PaymentStatus.KeyReused => new ProblemResult(
                ProblemTypes.IdempotencyKeyReused, "The webhook-id was used for another payment. Nothing was changed."),
        };
    }

    [EndpointSummary("Lists the deliveries of webhooks to the configured endpoints: done and pending.")]
    [EndpointDescription("Oldest first, in pages. A finished delivery stays in the list for seven days.")]
    private async Task<IResult> ListDeliveries(HttpContext http, string? limit, string? cursor)
    {
        var query = new Query();
        var (count, after) = (query.Limit(limit), query.Cursor(cursor) ?? 0);
        if (query.Problem is { } problem) return problem;

        var pages = await Task.WhenAll(grains.GetWebhookOutboxes().Select(outbox => outbox.List(after, count)));
        var all = pages.SelectMany(page => page.Ordinals.Zip(page.Deliveries)).OrderBy(delivery => delivery.First).ToList();
        var shown = all.Take(count).ToList();
        var deliveries = await Task.WhenAll(shown.Select(delivery => grains.GetWebhookDelivery(delivery.Second).Read()));
        // A delivery that was added or removed a moment ago may have only its key.
        WebhookDeliveryResponse[] answer = [.. deliveries.OfType<WebhookDelivery>().Select(WebhookDeliveryResponse.Of)];
        return new ApiResult<WebhookDeliveryResponse[]>(200, answer, WebhookJson.Default.WebhookDeliveryResponseArray)
        {
            Next = all.Count > count || pages.Any(page => page.HasMore) ? Cursor.Link(http.Request, shown[^1].First) : null,
        };
    }

    private ProblemResult? Verify(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var headers = request.Headers;
        var (id, timestamp) = (One(WebhookSignature.IdHeader), One(WebhookSignature.TimestampHeader));
        var status = WebhookSignature.Verify(secrets.All, id, timestamp, One(WebhookSignature.Header), body, clock.Now());
        return status == SignatureStatus.Valid ? null : new(ProblemTypes.SignatureInvalid, Explain(status));

        string? One(string header) => headers[header] is [{ } value] ? value : null;
    }

    private static string Explain(SignatureStatus status) => status switch
    {
        SignatureStatus.Missing =>
            "webhook-id, webhook-timestamp or webhook-signature is missing, or the timestamp is not a number of seconds.",
        SignatureStatus.TimestampOutOfTolerance => "The webhook-timestamp is more than five minutes from now.",
        SignatureStatus.Wrong => "No signature was made with the secret of this webhook.",
        SignatureStatus.Valid => throw new System.Diagnostics.UnreachableException(),
    };
}
