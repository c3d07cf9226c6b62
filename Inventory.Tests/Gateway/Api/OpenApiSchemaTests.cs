using System.Text.Json;

namespace Inventory.Tests.Gateway.Api;

public sealed class OpenApiSchemaTests(SharedGateway gateway)
{
    [Fact]
    public async Task An_allocation_has_all_its_members_with_their_types() => Assert.Equal(
        """
        id: string uuid
        resource_id: string uuid
        resource_type: string
        from_infinity: boolean
        to_infinity: boolean
        from_datetime: null|string date-time
        to_datetime: null|string date-time
        allocation_type: string
        description: null|string
        reference: null|string
        dump: object
        status: string
        expires: null|string date-time
        created: string date-time
        owner: string uuid
        booking: string uuid
        override: array
        units: integer int32
        series: string uuid
        recurrence_id: string
        check_in: object
        checked_in: string date-time
        checked_out: string date-time
        whole: object
        bind: string
        """,
        await Answered("post", "/api/{type}/{id}/allocations", "201", "owner", "booking", "override", "units", "series", "recurrence_id", "check_in", "checked_in", "checked_out", "whole", "bind"));

    [Fact]
    public async Task A_resource_has_all_its_members_with_their_types() => Assert.Equal(
        """
        id: string uuid
        name: string
        resource_type: string
        created: string date-time
        attributes: object
        units: integer int32
        parts: array
        """,
        await Answered("get", "/api/{type}/{id}", "200", "units", "parts"));

    [Fact]
    public async Task A_type_has_all_its_members_with_their_types() => Assert.Equal(
        """
        name: string
        path: string
        kind: string
        slot: string
        attributes: array
        other_attributes: string
        policy: object
        time_zone_data: string
        """,
        await Answered("get", "/api/types", "200", "slot", "attributes", "other_attributes", "policy", "time_zone_data"));

    [Fact]
    public async Task A_problem_has_all_its_members_with_their_types() => Assert.Equal(
        """
        type: string
        title: string
        status: integer int32
        detail: string
        instance: string
        trace_id: string
        errors: array
        conflicts: array
        skus: array
        booking: string uuid
        whole: object
        opening: array
        needed: integer|string
        short: array
        occurrences: array
        opens: string date-time
        broken: array
        quota: string
        limit: number double
        used: number double
        asked: number double
        frees_at: string date-time
        results: array
        alternatives: array
        """,
        await Answered("post", "/api/{type}/{id}/allocations", "409", "trace_id", "errors", "conflicts", "skus", "booking", "whole", "opening", "needed", "short", "occurrences", "opens", "broken", "quota", "limit", "used", "asked", "frees_at", "results", "alternatives"));

    [Fact]
    public async Task A_request_has_all_its_members_with_their_types_and_says_which_are_required()
    {
        var document = (await gateway.Client.Get("/openapi/v1.json")).Json;
        var allocation = Requested(document, "post", "/api/{type}/{id}/allocations");
        Assert.Equal(
            """
            from_datetime: null|string date-time
            to_datetime: null|string date-time
            from_infinity: null|boolean
            to_infinity: null|boolean
            allocation_type: string
            description: null|string
            reference: null|string
            dump: null|object
            customer: null|string
            override: null|array
            hold_seconds: null|integer int64
            units: null|integer int64
            """,
            Members(document, allocation));
        Assert.Equal(["allocation_type"], Required(allocation));
        Assert.Equal((1, 20), (Length(allocation, "allocation_type", "minLength"), Length(allocation, "allocation_type", "maxLength")));
        Assert.Equal(100, Length(allocation, "description", "maxLength"));
        Assert.Equal((1, 86_400), (Length(allocation, "hold_seconds", "minimum"), Length(allocation, "hold_seconds", "maximum")));

        var resource = Requested(document, "post", "/api/{type}");
        Assert.Equal("name: string\nattributes: null|object\nunits: null|integer int64\nparts: null|array", Members(document, resource));
        Assert.Equal(["name"], Required(resource));
        Assert.Equal((1, 100), (Length(resource, "name", "minLength"), Length(resource, "name", "maxLength")));

        var patch = Requested(document, "patch", "/api/{type}/{id}");
        Assert.Equal("name: string\nattributes: null|object\nunits: null|integer int64", Members(document, patch));
        Assert.Empty(Required(patch));
    }

    private async Task<string> Answered(string method, string path, string status, params string[] omitted)
    {
        var document = (await gateway.Client.Get("/openapi/v1.json")).Json;
        var content = Resolve(document, document.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses").GetProperty(status)).GetProperty("content");
        var schema = Resolve(document, content.EnumerateObject().Single().Value.GetProperty("schema"));
        if (schema.TryGetProperty("items", out var items))
            schema = Resolve(document, items);
        Assert.Equal(schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).Except(omitted), Required(schema));
        return Members(document, schema);
    }

    private static JsonElement Requested(JsonElement document, string method, string path)
    {
        var body = document.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("requestBody");
        return Resolve(document, body.GetProperty("content").GetProperty("application/json").GetProperty("schema"));
    }

    private static string Members(JsonElement document, JsonElement schema) => string.Join('\n', schema.GetProperty("properties").EnumerateObject().Select(property =>
    {
        var value = Resolve(document, property.Value);
        var type = value.GetProperty("type");
        IEnumerable<string> types = type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Select(t => t.GetString()!).OrderBy(t => t != "null")
            : [type.GetString()!];
        return $"{property.Name}: {string.Join('|', types)}{(value.TryGetProperty("format", out var format) ? $" {format}" : "")}";
    }));

    private static IEnumerable<string?> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(r => r.GetString()) : [];

    private static int Length(JsonElement schema, string property, string bound) => schema.GetProperty("properties").GetProperty(property).GetProperty(bound).GetInt32();

    private static JsonElement Resolve(JsonElement document, JsonElement schema)
    {
        if (!schema.TryGetProperty("$ref", out var reference))
            return schema;
        return reference.GetString()!["#/".Length..].Split('/').Aggregate(document, (target, part) => target.GetProperty(part));
    }
}
