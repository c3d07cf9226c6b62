namespace Inventory.Gateway.Api;

/// <summary>What the OpenAPI document says of an endpoint besides its parameters and bodies.</summary>
public static class EndpointDescriptions
{
    /// <summary>The <c>operationId</c>, from which generators of clients make the name of a method.</summary>
    public static RouteHandlerBuilder Named(this RouteHandlerBuilder endpoint, string operationId) => endpoint.WithMetadata(new OperationMetadata(operationId));

    public static RouteHandlerBuilder Returns<T>(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.Produces<T>(status, "application/json").WithMetadata(new ReturnsMetadata(status, description));

    public static RouteHandlerBuilder Returns(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.Produces(status).WithMetadata(new ReturnsMetadata(status, description));

    /// <summary>A 201 whose <c>Location</c> is the path of the new object.</summary>
    public static RouteHandlerBuilder Creates<T>(this RouteHandlerBuilder endpoint, string description) =>
        endpoint.Returns<T>(201, description).WithMetadata(new CreatesMetadata());

    /// <summary>A 202 whose <c>Location</c> says how far it is.</summary>
    public static RouteHandlerBuilder Starts<T>(this RouteHandlerBuilder endpoint, string description) =>
        endpoint.Returns<T>(202, description).WithMetadata(new CreatesMetadata());

    /// <summary>A 200 of another media type, for clients that prefer it.</summary>
    public static RouteHandlerBuilder AlsoReturns(this RouteHandlerBuilder endpoint, string mediaType, string example) =>
        endpoint.WithMetadata(new TextMetadata(mediaType, example));

    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint, params ProblemType[] problems) =>
        endpoint.WithMetadata(new ProblemMetadata(problems));

    /// <summary>So that the document has the schema of problems.</summary>
    public static RouteGroupBuilder MayFail(this RouteGroupBuilder group) =>
        group.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status500InternalServerError, typeof(Problem), ["application/problem+json"]));

    /// <summary>Answers carry an <c>ETag</c>, and preconditions on it are honoured.</summary>
    public static RouteHandlerBuilder IsVersioned(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new VersionedMetadata());

    /// <summary>The query may have <c>attributes.name=value</c>.</summary>
    public static RouteHandlerBuilder IsFilteredByAttributes(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new FilteredMetadata());

    public static RouteHandlerBuilder IsNotRepeatable(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new NotRepeatableMetadata());

    public static RouteHandlerBuilder IsSigned(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new SignedMetadata());

    /// <summary>A caller has only a few such requests at once. With a parameter: only if the request has it.</summary>
    public static RouteHandlerBuilder IsCostly(this RouteHandlerBuilder endpoint, string? parameter = null) => endpoint.WithMetadata(new CostlyMetadata(parameter));

    /// <summary>The query may have <c>as_of</c>. Such a request is costly, and the past may be in an archive.</summary>
    public static RouteHandlerBuilder ReadsPast(this RouteHandlerBuilder endpoint) => endpoint.IsCostly(Query.PointInTime).Problems(ProblemTypes.Archived);

    /// <summary>Handlers report every error at once, so that the framework does not see which parameters have to be there.</summary>
    public static RouteHandlerBuilder Requires(this RouteHandlerBuilder endpoint, params string[] parameters) =>
        endpoint.WithMetadata(new RequiredMetadata(parameters));
}

public sealed record CostlyMetadata(string? Parameter);

public sealed record OperationMetadata(string Id);

public sealed record ReturnsMetadata(int Status, string Description);

public sealed record CreatesMetadata;

public sealed record TextMetadata(string MediaType, string Example);

public sealed record ProblemMetadata(IReadOnlyList<ProblemType> Problems);

public sealed record VersionedMetadata;

public sealed record FilteredMetadata;

/// <summary>The endpoint ignores <c>Idempotency-Key</c>: repeating the request does no harm.</summary>
public sealed record NotRepeatableMetadata;

public sealed record SignedMetadata;

public sealed record RequiredMetadata(IReadOnlyList<string> Parameters);
