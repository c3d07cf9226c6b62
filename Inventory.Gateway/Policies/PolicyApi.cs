using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Inventory.Domain.Policies;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Policies;
using Inventory.Grains.Resources;
using Microsoft.AspNetCore.Mvc;

namespace Inventory.Gateway.Policies;

public sealed class PolicyApi(ResourceType type, IGrainFactory grains, ResourceReader reader, PointInTimeReader history, TypeRules rules, TimeProvider clock)
{
    public void Map(RouteGroupBuilder collection)
    {
        collection.MapGet("/{id:guid}/policy", Read).RequireAuthorization(Access.Book).Named("readPolicy").IsVersioned().ReadsPast()
            .Returns<PolicyDocument>(200, "The rules of the resource.").Returns(304, "Not modified: the client has the current rules.").Problems(ProblemTypes.NotFound, ProblemTypes.Invalid);
        collection.MapPut("/{id:guid}/policy", Set).RequireAuthorization(Access.Manage).Named("setPolicy").IsVersioned()
            .Accepts<PolicyDocument>("application/json")
            .Returns<PolicyDocument>(200, "The new rules, and the allocations that contradict them.").Problems(ProblemTypes.NotFound, ProblemTypes.PreconditionFailed, ProblemTypes.Invalid);
        collection.MapPut("/{id:guid}/policy/holidays", SetHolidays).RequireAuthorization(Access.Manage).Named("setHolidays").IsVersioned()
            .Accepts<string>("text/calendar")
            .Returns<PolicyDocument>(200, "The new rules, and the allocations that contradict them.").Problems(ProblemTypes.NotFound, ProblemTypes.PreconditionFailed, ProblemTypes.Invalid);
        collection.MapGet("/{id:guid}/opening", ListOpening).RequireAuthorization(Access.Public).Named("listOpening").Requires("from", "to")
            .Returns<IntervalResponse[]>(200, "The opening times in the window, by start.").Problems(ProblemTypes.NotFound, ProblemTypes.Invalid);
    }

    [EndpointSummary("Reads the rules of a resource.")]
    [EndpointDescription("Its own rules, which override those of its type one by one; with `effective=true` the rules that apply. Without rules an empty object.")]
    private async Task<IResult> Read(Guid id, HttpContext http, string? effective, [FromQuery(Name = Query.PointInTime)] string? asOf, CancellationToken cancellation)
    {
        var query = new Query();
        var isEffective = query.Flag("effective", effective);
        var moment = query.AsOf(asOf, clock);
        if (query.Problem is { } problem) return problem;

        var found = moment is { } then ? (await history.ReadAsync(id, then, cancellation)).Read(type.Name) : await reader.Read(id, type.Name);
        if (found is not { } resource) return ProblemResult.NotFound("resource");
        if (EntityTag.IsKnown(http.Request, PolicyTag.Of(resource.Policy))) return new NotModifiedResult(PolicyTag.Of(resource.Policy));
        return Answer(resource, isEffective ? EffectiveOf(resource) : ObjectOf(resource.Policy.AsSpan()));
    }

    [EndpointSummary("Replaces the rules of a resource.")]
    [EndpointDescription("All of its own rules; a rule that is null takes away that of its type. New rules judge new decisions: allocations that contradict them stay, and are named in `violations`, the first 1,000. With `Prefer: dry-run` nothing changes.")]
    private async Task<IResult> Set(Guid id, HttpContext http, CancellationToken cancellation)
    {
        var (body, _, malformed) = await JsonBody.ReadAsync(http, PolicyJson.Default.JsonDocument, cancellation);
        using var document = body;
        if (document is null) return malformed!;
        var errors = new List<ValidationError>();
        if (RawJson.Check(errors, "", document.RootElement, Policy.JsonBytes))
            errors.AddRange(PolicyReader.Read(document.RootElement).Faults.Select(ErrorOf));
        if (errors.Count > 0) return ProblemResult.Invalid(errors);
        return await SetAsync(id, http, RawJson.ToStored(document.RootElement), EntityTag.IfMatch(http.Request));
    }

    [EndpointSummary("Sets the holidays of a resource.")]
    [EndpointDescription("From a calendar (RFC 5545), to 1 MiB: on the days of its all-day events the resource is closed. They replace its holidays; its other rules stay.")]
    private async Task<IResult> SetHolidays(Guid id, HttpContext http, CancellationToken cancellation)
    {
        var (holidays, problem) = await HolidayCalendar.ReadAsync(http, cancellation);
        if (holidays is null) return problem!;
        if (await reader.Read(id, type.Name) is not { } resource) return ProblemResult.NotFound("resource");
        var seen = PolicyTag.Of(resource.Policy);
        var ifMatch = EntityTag.IfMatch(http.Request);
        if (!ifMatch.Allows(seen)) return ProblemResult.OfType(ProblemTypes.PreconditionFailed);
        if (rules.Of(resource).Policy.Hours is null)
            return ProblemResult.Invalid(ValidationError.Member("", "Holidays need hours with a time zone: set hours first."));

        var policy = ObjectOf(resource.Policy.AsSpan());
        policy[PolicyNames.Holidays] = new JsonArray([.. holidays.Select(holiday => (JsonNode)holiday)]);
        var utf8 = JsonSerializer.SerializeToUtf8Bytes(policy, PolicyJson.Default.JsonObject);
        if (utf8.Length > Policy.JsonBytes)
            return ProblemResult.Invalid(ValidationError.Member("", $"With these holidays the policy would have {utf8.Length} bytes; it may have {Policy.JsonBytes}."));
        // The other rules are those that were read: if they have changed since, nothing is.
        return await SetAsync(id, http, [.. utf8], new([seen]));
    }

    [EndpointSummary("Lists the opening times of a resource.")]
    [EndpointDescription("Cut to the window, which is of 4,000 days at most. Without hours it is all open.")]
    private async Task<IResult> ListOpening(Guid id, string? from, string? to)
    {
        var query = new Query();
        var window = query.FiniteWindow(from, to);
        if (query.Problem is { } problem) return problem;
        if (window.Length > OpeningTimes.MaxDays * TimeSpan.MicrosecondsPerDay)
            return ProblemResult.Invalid(ValidationError.Parameter("to", $"The window has more than {OpeningTimes.MaxDays} days."));
        if (await reader.Read(id, type.Name) is not { } resource) return ProblemResult.NotFound("resource");
        return new ApiResult<IntervalResponse[]>(200, [.. rules.Of(resource).FindOpening(window).Select(IntervalResponse.Of)], ApiJson.Default.IntervalResponseArray);
    }

    private async Task<IResult> SetAsync(Guid id, HttpContext http, ImmutableArray<byte> policy, Precondition ifMatch)
    {
        var isPreview = DryRun.IsAsked(http);
        var request = new SetPolicyRequest { Type = type.Name, Id = id, Policy = policy, IfMatch = ifMatch, RequestedBy = http.Caller(), IsPreview = isPreview };
        var result = await grains.GetRegistry(type.Name).SetPolicy(request);
        switch (result.Status)
        {
            case SetPolicyStatus.NotFound:
                return ProblemResult.NotFound("resource");
            case SetPolicyStatus.PreconditionFailed:
                return ProblemResult.OfType(ProblemTypes.PreconditionFailed);
            case SetPolicyStatus.Set or _:
                var answer = ObjectOf(result.Resource!.Policy.AsSpan());
                answer["violations"] = JsonSerializer.SerializeToNode(
                    result.Violations.Select(violation => PolicyViolationResponse.Of(violation, id, type.Name)).ToArray(), PolicyJson.Default.PolicyViolationResponseArray);
                return Answer(result.Resource, answer);
        }
    }

    private JsonObject EffectiveOf(Resource resource)
    {
        var policy = ObjectOf(rules.JsonOfType(type.Name));
        foreach (var (name, value) in ObjectOf(resource.Policy.AsSpan()))
            policy[name] = value?.DeepClone();
        foreach (var name in policy.Where(member => member.Value is null).Select(member => member.Key).ToList())
            policy.Remove(name);
        return policy;
    }

    private static ValidationError ErrorOf(PolicyFault fault) => ValidationError.Member(
        string.Join('/', fault.Path.Split('/').Select(Uri.EscapeDataString)), $"{(fault.Path.Length == 0 ? "The policy" : fault.Path)} {fault.Text}.");

    private static JsonObject ObjectOf(ReadOnlySpan<byte> json) => json.IsEmpty ? [] : JsonNode.Parse(json)!.AsObject();

    private static ApiResult<JsonObject> Answer(Resource resource, JsonObject policy) => new(200, policy, PolicyJson.Default.JsonObject) { Version = PolicyTag.Of(resource.Policy) };
}
