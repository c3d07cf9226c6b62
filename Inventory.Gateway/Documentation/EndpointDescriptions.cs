using Inventory.Gateway.Http;

namespace Inventory.Gateway.Documentation;

/// <summary>What an endpoint may answer with, as metadata: the OpenAPI document is made from it.</summary>
public static class EndpointDescriptions
{
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.Produces<T>(status, "application/json").WithMetadata(new AnswerMetadata(status, description));

    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.Produces(status).WithMetadata(new AnswerMetadata(status, description));

    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint, params ProblemType[] problems) =>
        endpoint.WithMetadata(new ProblemMetadata(problems));

    /// <summary>It has no use for an <c>Idempotency-Key</c>.</summary>
    public static RouteHandlerBuilder IsNotRepeatable(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new NotRepeatableMetadata());

    /// <summary>It is signed, as Standard Webhooks has it.</summary>
    public static RouteHandlerBuilder IsSigned(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new SignedMetadata());

    public static RouteHandlerBuilder ProblemsIf(this RouteHandlerBuilder endpoint, bool condition, params ProblemType[] problems) =>
        condition ? endpoint.Problems(problems) : endpoint;
}
