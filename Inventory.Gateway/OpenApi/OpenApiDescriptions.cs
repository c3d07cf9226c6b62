using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

public static class OpenApiDescriptions
{
    public const string Version = "v1";

    private static readonly (string Name, string Description)[] Tags =
    [
        ("Types", "What kinds of resources there are."),
        ("Resources", "The things that are allocated, each of a type."),
        ("Allocations", "Times that are taken, firm or held."),
        ("Series", "Allocations that are repeated, by the rules of RFC 5545."),
        ("Policies", "The rules of a resource: when it is open, how long, for whom."),
        ("Waiting", "Who waits for time that is taken."),
        ("Availability", "Times that are free, and resources that are."),
        ("Imports", "Files of many resources or allocations."),
        ("Feeds", "Calendars for calendar programs (iCalendar)."),
        ("Events", "What changed: of a resource, or of all."),
        ("Bookings", "One or more resources for one customer, all or nothing, with a price."),
        ("Quotas", "How much a customer or a group may have."),
        ("Billing", "Accounts, invoices and payments."),
        ("Webhooks", "Events of a payment provider, and what became of the service's own."),
        ("Beers", "The products of the shop."),
        ("Orders", "What a customer buys in the shop."),
        ("Users", "Users, their tokens, and what is stored about them."),
        ("Keys", "Keys of other programs."),
        ("Service", "Whether the service works."),
    ];

    public static void AddInventoryOpenApi(this IServiceCollection services, params JsonSerializerContext[] bodies)
    {
        // These options write nothing: the document takes the names and types of members from them.
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Add(new InstantConverter());
            foreach (var (i, context) in bodies.Index())
                options.SerializerOptions.TypeInfoResolverChain.Insert(i, context);
        });
        services.AddOpenApi(Version, options =>
        {
            options.ShouldInclude = description => description.HttpMethod != HttpMethods.Head;
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = OpenApiSchemas.NameOf;
            options.AddDocumentTransformer(Introduce);
            options.AddDocumentTransformer(OpenApiWebhooks.DescribeAsync);
            options.AddDocumentTransformer(OpenApiExamples.Move);
            options.AddOperationTransformer(OpenApiOperations.Describe);
            options.AddSchemaTransformer(OpenApiSchemas.Describe);
        });
    }

    private static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Inventory",
            Version = "1",
            Description = "Reservations of things that exist once, or a counted number of times. Times are UTC, intervals half-open, money is decimal strings, errors are RFC 9457. "
                + "`{type}` in a path is the `path` of one of `GET /api/types`. Every GET can be a HEAD. Unknown members of a body are ignored.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            Contact = new OpenApiContact { Name = "The operator of this service" },
        };
        document.Servers = [new OpenApiServer { Url = "/", Description = "This service." }];
        document.Tags = Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();
        OpenApiSecurity.Describe(document);
        return Task.CompletedTask;
    }
}
