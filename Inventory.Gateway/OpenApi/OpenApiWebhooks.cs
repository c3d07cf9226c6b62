using Inventory.Domain.Webhooks;
using Inventory.Gateway.Webhooks;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

/// <summary>What the service sends to the endpoints of <c>Inventory:Webhooks</c>. No code here writes these bodies: tests compare them with what arrives.</summary>
internal static class OpenApiWebhooks
{
    private static readonly (string Event, string Id, string Summary, Type Body)[] All =
    [
        (WebhookEventTypes.BookingConfirmed, "onBookingConfirmed", "A booking is firm and charged.", typeof(BookingEvent)),
        (WebhookEventTypes.BookingChanged, "onBookingChanged", "Some items of a confirmed booking were cancelled, and others are left.", typeof(BookingEvent)),
        (WebhookEventTypes.BookingCancelled, "onBookingCancelled", "A customer or an operator cancelled a booking, firm or held.", typeof(BookingEvent)),
        (WebhookEventTypes.InvoiceWritten, "onInvoiceWritten", "An invoice or a credit note was written.", typeof(InvoiceEvent)),
        (WebhookEventTypes.WaitingGranted, "onWaitingGranted", "A time is granted to somebody who waits for it, until the grant expires.", typeof(GrantEvent)),
    ];

    public static async Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Webhooks = new Dictionary<string, IOpenApiPathItem>();
        foreach (var (name, id, summary, body) in All)
        {
            document.AddComponent(body.Name, await context.GetOrCreateSchemaAsync(body, cancellationToken: cancellation));
            document.Webhooks[name] = new OpenApiPathItem { Operations = new() { [HttpMethod.Post] = Operation(id, summary, new(body.Name, document), document) } };
        }
    }

    private static OpenApiOperation Operation(string id, string summary, OpenApiSchemaReference body, OpenApiDocument document)
    {
        var operation = new OpenApiOperation
        {
            OperationId = id,
            Summary = summary,
            Description = "Sent at least once, signed as Standard Webhooks specifies. It can arrive twice, and after a later event.",
            Tags = new HashSet<OpenApiTagReference> { new("Webhooks", document) },
            Security = [],
            Parameters = [],
            RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = body } },
            },
            Responses = new()
            {
                ["2XX"] = new OpenApiResponse { Description = "The event has arrived, if this comes within 15 seconds (configurable)." },
                ["410"] = new OpenApiResponse { Description = "The event is not wanted, and is not sent again." },
                ["default"] = new OpenApiResponse { Description = "The event is sent again later, up to ten times in three days." },
            },
        };
        OpenApiHeaders.DescribeSignature(operation);
        return operation;
    }
}
