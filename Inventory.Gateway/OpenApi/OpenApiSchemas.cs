using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Inventory.Grains.Configuration;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Inventory.Gateway.OpenApi;

/// <summary>What the serializer writes and reads, where the framework cannot see it.</summary>
internal static class OpenApiSchemas
{
    private const string OfResponses = "Response";

    // The key under which the framework remembers that a member with a schema of its own may be null.
    private const string MayBeNull = "x-is-nullable-property";

    /// <returns><c>null</c> for a schema that is described at each member, because each has its own null.</returns>
    public static string? NameOf(JsonTypeInfo type) =>
        IsMoment(type.Type) || IsObjectOfClient(type.Type) || type.Type == typeof(ReadOnlyMemory<byte>) ? null
        : type.Type == typeof(IConflictResponse) ? "Conflict"
        : OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name && name.EndsWith(OfResponses, StringComparison.Ordinal) ? name[..^OfResponses.Length]
        : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    public static async Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var (type, member) = (context.JsonTypeInfo.Type, context.JsonPropertyInfo);
        if (member?.Name == "needed" && member.DeclaringType == typeof(Problem))
            // A time of a turnaround, a number of a pool.
            schema.Type = JsonSchemaType.String | JsonSchemaType.Integer;
        else if (Has<AnyJsonAttribute>(member))
            (schema.Type, schema.AdditionalProperties) = (null, null);
        else if (IsObjectOfClient(type))
            (schema.Type, schema.AdditionalProperties) = (type == typeof(RawJson) ? JsonSchemaType.Object : JsonSchemaType.Object | JsonSchemaType.Null, new OpenApiSchema());
        else if (IsMoment(type))
        {
            var mayBeNull = Has<NullIfInfiniteAttribute>(member) || (type != typeof(Instant) && member is not null && !IsOmittedWhenNull(member));
            (schema.Type, schema.Format) = (JsonSchemaType.String | (mayBeNull ? JsonSchemaType.Null : 0), "date-time");
            // How the code represents a moment is not for clients.
            if (member is not null && schema.Description == (await context.GetOrCreateSchemaAsync(typeof(Instant), cancellationToken: cancellation)).Description)
                schema.Description = null;
        }
        else if (type == typeof(IConflictResponse))
        {
            // The role of the caller decides which of the two it gets: what both have is there.
            var times = await context.GetOrCreateSchemaAsync(typeof(TakenTimeResponse), cancellationToken: cancellation);
            var allocation = await context.GetOrCreateSchemaAsync(typeof(AllocationResponse), cancellationToken: cancellation);
            (schema.AnyOf, schema.Discriminator, schema.Type) = (null, null, JsonSchemaType.Object);
            (schema.Properties, schema.Required) = (allocation.Properties, times.Required);
        }
        else if (member?.Name == "hold_seconds" && member.DeclaringType == typeof(Allocations.AllocationRequest))
        {
            var limits = context.ApplicationServices.GetRequiredService<IOptions<LimitsOptions>>().Value;
            (schema.Minimum, schema.Maximum) = ("1", limits.HoldSeconds.ToString(CultureInfo.InvariantCulture));
        }
        if (ExampleOf(type) is { } example)
            schema.Examples = [example];
        if (Has<DataTypeAttribute>(member))
            schema.Format = "date-time";
        // The property can be null so that a missing member is reported. The client may not send null.
        if (schema.MinLength > 0 || Has<RequiredAttribute>(member))
            Require(schema);
        foreach (var part in context.JsonTypeInfo.Properties)
            DescribeMember(schema, part);
    }

    private static bool IsMoment(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(Instant);

    private static bool IsObjectOfClient(Type type) => type == typeof(RawJson) || (Nullable.GetUnderlyingType(type) ?? type) == typeof(JsonElement);

    /// <returns>That of the type, with what a type on which it is based has besides.</returns>
    private static JsonNode? ExampleOf(Type type)
    {
        var inherited = type.BaseType is { } based ? ExampleOf(based) : null;
        if (type.GetCustomAttribute<ExampleAttribute>(inherit: false) is not { } own)
            return inherited;
        var example = JsonNode.Parse(own.Json)!;
        foreach (var (name, value) in inherited?.AsObject() ?? [])
            example.AsObject().TryAdd(name, value?.DeepClone());
        return example;
    }

    private static bool Has<T>(JsonPropertyInfo? member) where T : Attribute => member?.AttributeProvider?.IsDefined(typeof(T), inherit: true) == true;

    private static bool IsOmittedWhenNull(JsonPropertyInfo member) =>
        member.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault }];

    private static void DescribeMember(OpenApiSchema schema, JsonPropertyInfo member)
    {
        var (isOmitted, isConstant) = (IsOmittedWhenNull(member), member.Set is null && member.AssociatedParameter is null);
        if (schema.Properties?.TryGetValue(member.Name, out var value) != true || value is not OpenApiSchema described || !(isOmitted || isConstant))
            return;
        Require(described);
        if (isOmitted)
            schema.Required?.Remove(member.Name);
        else
            (schema.Required ??= new HashSet<string>()).Add(member.Name);
    }

    private static void Require(OpenApiSchema schema)
    {
        schema.Type &= ~JsonSchemaType.Null;
        schema.Metadata?.Remove(MayBeNull);
    }
}
