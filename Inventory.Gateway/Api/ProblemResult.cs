using System.Text.Json;
using Inventory.Domain.Allocations;
using Inventory.Domain.Quotas;

namespace Inventory.Gateway.Api;

public sealed class ProblemResult(ProblemType type, string detail) : IResult
{
    public ProblemType Type => type;

    public string Detail => detail;

    public IReadOnlyList<ValidationError>? Errors { get; init; }

    public IReadOnlyList<IConflictResponse>? Conflicts { get; init; }

    public IReadOnlyList<IntervalResponse>? Alternatives { get; init; }

    public IReadOnlyList<string>? Skus { get; init; }

    public IReadOnlyList<IntervalResponse>? Opening { get; init; }

    public JsonElement? Needed { get; init; }

    public IReadOnlyList<FreeUnitsResponse>? Short { get; init; }

    public IReadOnlyList<BrokenRuleResponse>? Broken { get; init; }

    public IReadOnlyList<OccurrenceConflictResponse>? Occurrences { get; init; }

    /// <summary>The first moment at which the request is possible.</summary>
    public Instant? Opens { get; init; }

    public QuotaRefusal? Quota { get; init; }

    public IReadOnlyList<OperationResult>? Results { get; init; }

    /// <summary>The whole that the resource or the allocation belongs to.</summary>
    public WholeResponse? Whole { get; init; }

    private Guid? Booking { get; init; }

    private TimeSpan? RetryAfter { get; init; }

    public static ProblemResult NotFound(string what) => new(ProblemTypes.NotFound, $"There is no such {what}.");

    public static ProblemResult Invalid(IReadOnlyList<ValidationError> errors) => new(ProblemTypes.Invalid, errors[0].Detail) { Errors = errors };

    public static ProblemResult Invalid(ValidationError error) => Invalid([error]);

    public static ProblemResult TooManyRequests(TimeSpan wait, string? detail = null) => new(ProblemTypes.TooManyRequests, detail ?? ProblemTypes.TooManyRequests.Explanation) { RetryAfter = wait };

    public static ProblemResult PartOf(Guid booking) =>
        new(ProblemTypes.PartOfBooking, $"The allocation is part of the booking {booking}: change or cancel that.") { Booking = booking };

    public static ProblemResult PartOf(WholeAllocation whole) =>
        new(ProblemTypes.PartOfWhole, $"The allocation belongs to one of the whole {whole.Resource}: change or release that.") { Whole = WholeResponse.Of(whole) };

    /// <summary>A repair takes an operator some minutes at least.</summary>
    public static ProblemResult Damaged() => new(ProblemTypes.Damaged, ProblemTypes.Damaged.Explanation) { RetryAfter = TimeSpan.FromMinutes(1) };

    public static ProblemResult OfType(ProblemType type) => new(type, type.Explanation);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if ((RetryAfter ?? (type.Status == StatusCodes.Status503ServiceUnavailable ? TimeSpan.FromSeconds(1) : null)) is { } wait)
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var problem = new Problem
        {
            Type = type.Path,
            Title = type.Title,
            Status = type.Status,
            Detail = detail,
            Instance = httpContext.Request.Path.ToUriComponent(),
            TraceId = RequestTrace.IdOf(httpContext),
            Errors = Errors,
            Conflicts = Conflicts,
            Alternatives = Alternatives,
            Skus = Skus,
            Opening = Opening,
            Needed = Needed,
            Short = Short,
            Broken = Broken,
            Opens = Opens,
            Occurrences = Occurrences,
            Results = Results,
            Booking = Booking,
            Whole = Whole,
            Quota = Quota?.Quota,
            Limit = Quota?.Limit,
            Used = Quota?.Used,
            Asked = Quota?.Asked,
            FreesAt = Quota?.FreesAt,
        };
        ApiResponse.Write(httpContext.Response, type.Status, "application/problem+json", problem, ApiJson.Default.Problem);
        return Task.CompletedTask;
    }
}
