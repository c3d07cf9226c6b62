using Inventory.Gateway.Pricing;
using Inventory.Gateway.Security;
using Inventory.Grains.Billing;
using Microsoft.Net.Http.Headers;

namespace Inventory.Gateway.Billing;

public sealed class BillingApi(Tariffs tariffs, IGrainFactory grains)
{
    public void Map(IEndpointRouteBuilder api)
    {
        var billing = api.MapGroup("").WithTags("Billing").RequireAuthorization(Access.Book);
        billing.MapGet("/account", ReadAccount).Named("readAccount")
            .Returns<AccountResponse>(200, "Balance and entries, oldest first.").Problems(ProblemTypes.NotFound, ProblemTypes.Invalid);
        billing.MapGet("/invoices", ListInvoices).Named("listInvoices")
            .Returns<InvoiceSummaryResponse[]>(200, "The invoices and credit notes, oldest first.").Problems(ProblemTypes.NotFound, ProblemTypes.Invalid);
        billing.MapGet("/invoices/{number}", ReadInvoice).Named("readInvoice")
            .Returns<InvoiceResponse>(200, "The invoice as JSON, or as a printable page if the client prefers text/html.")
            .AlsoReturns("text/html", "<!doctype html><title>Invoice 2026-1</title>").Problems(ProblemTypes.NotFound);
        api.MapPost("/payments", Pay).WithTags("Billing").RequireAuthorization(Access.Bill).Named("recordPayment")
            .Accepts<PaymentRequest>("application/json")
            .Creates<LedgerEntryResponse>("The payment is recorded, and the oldest invoices are settled.").Problems(ProblemTypes.IdempotencyKeyReused);
    }

    [EndpointSummary("Reads the account of the caller.")]
    [EndpointDescription("Its balance and entries, oldest first, in pages. Operators name the `customer` whose account they read.")]
    private async Task<IResult> ReadAccount(HttpContext http, string? customer, string? limit, string? cursor)
    {
        var query = new Query();
        var (count, after) = (query.Limit(limit), query.Cursor(cursor) ?? 0);
        if (query.Problem is { } problem) return problem;
        if (http.Customer(customer) is not { } owner) return ProblemResult.NotFound("account");

        var account = await grains.GetAccount(owner).Read(after, count);
        return new ApiResult<AccountResponse>(200, AccountResponse.Of(account, owner, tariffs.Currency, withActors: !http.IsCustomer()), BillingJson.Default.AccountResponse)
        {
            Next = account.HasMore ? Cursor.Link(http.Request, account.Entries[^1].Number) : null,
        };
    }

    [EndpointSummary("Lists the invoices of the caller.")]
    [EndpointDescription("Invoices and credit notes, oldest first. Operators name the `customer` whose invoices they read.")]
    private async Task<IResult> ListInvoices(HttpContext http, string? customer, string? limit, string? cursor)
    {
        var query = new Query();
        var (count, after) = (query.Limit(limit), query.Cursor(cursor) ?? 0);
        if (query.Problem is { } problem) return problem;
        if (http.Customer(customer) is not { } owner) return ProblemResult.NotFound("account");

        var page = await grains.GetAccount(owner).ListInvoices(after, count);
        return new ApiResult<InvoiceSummaryResponse[]>(200, [.. page.Invoices.Select(InvoiceSummaryResponse.Of)], BillingJson.Default.InvoiceSummaryResponseArray)
        {
            Next = page.HasMore ? Cursor.Link(http.Request, page.Invoices[^1].Entry) : null,
        };
    }

    [EndpointSummary("Reads an invoice.")]
    [EndpointDescription("As JSON, or as a printable page for clients that prefer `text/html`. A customer reads only its own invoices; others are not found.")]
    private async Task<IResult> ReadInvoice(string number, HttpContext http)
    {
        if (string.IsNullOrWhiteSpace(number) || await grains.GetInvoice(number).Read() is not { } invoice || !http.MaySee(invoice.Customer)) return ProblemResult.NotFound("invoice");

        var answer = InvoiceResponse.Of(invoice, await grains.GetAccount(invoice.Customer).AmountDue(number));
        http.Response.Headers.Vary = HeaderNames.Accept;
        return http.Request.PrefersToJson("text/html") ? InvoiceHtml.Render(answer) : new ApiResult<InvoiceResponse>(200, answer, BillingJson.Default.InvoiceResponse);
    }

    [EndpointSummary("Records a payment.")]
    [EndpointDescription("For operators and programs. The payment settles the oldest invoices of the customer first.")]
    private async Task<IResult> Pay(HttpContext http, CancellationToken cancellation)
    {
        var (body, key, malformed) = await JsonBody.ReadAsync(http, BillingJson.Default.PaymentRequest, cancellation);
        if (body is null) return malformed!;
        var (payment, invalid) = body.ToCommand(tariffs.Currency, key, http.Caller());
        if (payment is null) return invalid!;
        if (await AccountHolder.FindAsync(grains, body.Customer!) is not { } customer)
            return ProblemResult.Invalid(ValidationError.Member("customer", "There is no such customer."));

        var result = await grains.GetAccount(customer).Pay(payment);
        return result.Status switch
        {
            PaymentStatus.KeyReused => ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused),
            PaymentStatus.Recorded => new ApiResult<LedgerEntryResponse>(201, LedgerEntryResponse.Of(result.Entry!, withActor: true), BillingJson.Default.LedgerEntryResponse)
            {
                Location = $"/api/account?customer={Uri.EscapeDataString(customer)}",
            },
        };
    }
}
