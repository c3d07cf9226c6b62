using System.Text.RegularExpressions;

namespace Inventory.Gateway.Billing;

internal static partial class InvoiceHtml
{
    private const string Style =
        "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#111}h1{font-size:1.5rem}table{width:100%;border-collapse:collapse}"
        + "td,th{padding:.4rem 0;border-bottom:1px solid #ccc;text-align:left}td:last-child,th:last-child{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
        + "tfoot td{font-weight:600;border-bottom:none}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0}"
        + "@page{margin:2cm}@media print{body{margin:0;padding:0;max-width:none}tr{break-inside:avoid}}";

    public static IResult Render(InvoiceResponse invoice)
    {
        var title = invoice.Corrects is null ? $"Invoice {invoice.Id}" : $"Credit note {invoice.Id}";
        var lines = string.Concat(invoice.Lines.Select(line => $"<tr><td>{HtmlPage.Encode(Times().Replace(line.Text, "$1 $2 UTC"))}</td><td>{line.Amount}</td></tr>"));
        var corrects = invoice.Corrects is { } number ? $"<dt>To invoice</dt><dd>{HtmlPage.Encode(number)}</dd>" : "";
        return new HtmlPage(title, Style,
            $"""
            <dl><dt>Date</dt><dd>{invoice.Issued.ToDateTime():yyyy-MM-dd}</dd><dt>Customer</dt><dd>{HtmlPage.Encode(invoice.Customer)}</dd>{corrects}</dl>
            <table><thead><tr><th>Item</th><th>{invoice.Currency}</th></tr></thead><tbody>{lines}</tbody>
            <tfoot><tr><td>Total</td><td>{invoice.Total}</td></tr><tr><td>Amount due</td><td>{invoice.Due}</td></tr></tfoot></table>
            """);
    }

    /// <summary>Lines name times as the API does. People read them without the <c>T</c>, and without seconds that are zero.</summary>
    [GeneratedRegex(@"(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::(?!00Z)[\d.]+)?)(?::00)?Z", RegexOptions.CultureInvariant)]
    private static partial Regex Times();
}
