using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Json;
using Inventory.Tests.Domain;
using Inventory.Tests.Gateway.Security;

namespace Inventory.Tests.Gateway.Api;

/// <summary>A cursor is eight bytes, and a client can send any.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class CursorTests(SecuredGateway gateway)
{
    private static readonly string[] Names = ["cursor", "after"];
    private static readonly long[] Edges = [0, 1, -1, int.MinValue, int.MaxValue, int.MinValue - 1L, int.MaxValue + 1L, long.MinValue, long.MinValue + 1, long.MaxValue, long.MaxValue - 1, long.MaxValue / 2];

    private (string, string) Admin => SecuredGateway.As(gateway.Admin);

    [Fact]
    public async Task Whatever_a_cursor_says_the_answer_is_a_page_or_a_refusal()
    {
        var random = new Random(Seed.Next());
        var runway = (await gateway.Client.Post("/api/runways", new { name = GatewayClient.NewName() }, Admin)).Expect(201);
        (await gateway.Client.Post($"{runway.Location}/allocations", new { from_datetime = "2027-03-01T10:00:00Z", to_datetime = "2027-03-01T11:00:00Z", allocation_type = "x" }, Admin)).Expect(201);
        await gateway.Client.Get("/api/orders/current", Admin);
        var paths = await PagedAsync();
        Assert.True(paths.Count > 10, string.Join(' ', paths));
        var faults = new List<string>();
        foreach (var (path, name) in paths)
        {
            foreach (var position in Edges.Concat(Enumerable.Range(0, 20).Select(_ => random.NextInt64(long.MinValue, long.MaxValue))))
            {
                var answer = await gateway.Client.Get($"{path.Replace("{type}", "runways", StringComparison.Ordinal).Replace("{id}", runway.Id, StringComparison.Ordinal)}?{name}={Encode(position)}", Admin);
                if (answer.Status is not (200 or 404 or 410 or 422))
                    faults.Add($"{answer.Request}: {answer.Status} for {position}");
            }
        }
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Bounds_that_are_reversed_are_refused_also_off_the_slots()
    {
        var runway = (await gateway.Client.Post("/api/runways", new { name = GatewayClient.NewName() }, Admin)).Expect(201).Location!;
        var made = (await gateway.Client.Post($"{runway}/allocations", new { from_datetime = "2027-03-01T10:00:00Z", to_datetime = "2027-03-01T11:00:00Z", allocation_type = "x" }, Admin)).Expect(201).Location!;
        (await gateway.Client.Patch(made, new { from_datetime = "2027-03-01T12:07:00Z", to_datetime = "2027-03-01T09:07:00Z" }, Admin)).ExpectFaults("#/to_datetime");
    }

    private async Task<List<(string Path, string Name)>> PagedAsync() =>
        [.. from path in (await gateway.Client.Get("/openapi/v1.json")).Json.GetProperty("paths").EnumerateObject()
            // A stream has no end.
            where path.Value.TryGetProperty("get", out _) && !path.Name.EndsWith("/changes", StringComparison.Ordinal)
            from parameter in path.Value.GetProperty("get").TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : new JsonElement.ArrayEnumerator()
            let name = parameter.TryGetProperty("name", out var text) ? text.GetString()! : ""
            where Names.Contains(name)
            select (path.Name, name)];

    private static string Encode(long position)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position);
        return Base64Url.EncodeToString(bytes);
    }
}
