using Inventory.Domain.Resources;

namespace Inventory.Gateway.Api;

/// <summary>What an endpoint may answer with, as metadata: the OpenAPI document is made from it.</summary>
public static class EndpointDescriptions
{
    public static RouteHandlerBuilder Returns<T>(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.Produces<T>(status, "application/json").WithMetadata(new ReturnsMetadata(status, description));

    public static RouteHandlerBuilder Returns(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.Produces(status).WithMetadata(new ReturnsMetadata(status, description));

    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint, params ProblemType[] problems) =>
        endpoint.WithMetadata(new ProblemMetadata(problems));

    /// <summary>It has no use for an <c>Idempotency-Key</c>.</summary>
    public static RouteHandlerBuilder IsNotRepeatable(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new NotRepeatableMetadata());

    /// <summary>It is signed, as Standard Webhooks has it.</summary>
    public static RouteHandlerBuilder IsSigned(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new SignedMetadata());

    public static RouteHandlerBuilder ProblemsIf(this RouteHandlerBuilder endpoint, bool condition, params ProblemType[] problems) =>
        condition ? endpoint.Problems(problems) : endpoint;
}

/// <summary>What a status means for one endpoint.</summary>
public sealed record ReturnsMetadata(int Status, string Description);

/// <summary>The endpoint takes the attributes of a type, or is asked by them.</summary>
public sealed record AttributeMetadata(AttributeSchema Rules);

/// <summary>The endpoint keeps no answer for an <c>Idempotency-Key</c>: sent again it does no harm, or says what is there already.</summary>
public sealed record NotRepeatableMetadata;

/// <summary>The problems that one endpoint may answer with, besides those that every endpoint may.</summary>
public sealed record ProblemMetadata(IReadOnlyList<ProblemType> Problems);

/// <summary>The endpoint knows who asks by a signature, and not by a token.</summary>
public sealed record SignedMetadata;
