namespace Inventory.Gateway.Api;

public static class EndpointDescriptions
{
    public static RouteHandlerBuilder Returns<T>(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.Produces<T>(status, "application/json").WithMetadata(new ReturnsMetadata(status, description));

    public static RouteHandlerBuilder Returns(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.Produces(status).WithMetadata(new ReturnsMetadata(status, description));

    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint, params ProblemType[] problems) =>
        endpoint.WithMetadata(new ProblemMetadata(problems));

    public static RouteHandlerBuilder IsNotRepeatable(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new NotRepeatableMetadata());

    public static RouteHandlerBuilder IsSigned(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new SignedMetadata());

    /// <summary>A caller has only a few such requests at once. With a parameter: only if the request has it.</summary>
    public static RouteHandlerBuilder IsCostly(this RouteHandlerBuilder endpoint, string? parameter = null) => endpoint.WithMetadata(new CostlyMetadata(parameter));

    public static RouteHandlerBuilder ProblemsIf(this RouteHandlerBuilder endpoint, bool condition, params ProblemType[] problems) =>
        condition ? endpoint.Problems(problems) : endpoint;
}

public sealed record CostlyMetadata(string? Parameter);

public sealed record ReturnsMetadata(int Status, string Description);

public sealed record AttributeMetadata(AttributeSchema Rules);

/// <summary>The endpoint ignores <c>Idempotency-Key</c>: repeating the request does no harm.</summary>
public sealed record NotRepeatableMetadata;

public sealed record ProblemMetadata(IReadOnlyList<ProblemType> Problems);

public sealed record SignedMetadata;
