using System.Text.Json;

namespace Inventory.Tests.Gateway.Batches;

/// <summary>What tests of batches do all the time.</summary>
internal static class BatchTest
{
    public const string BatchPath = "/api/batch";

    /// <param name="id">Of the operation.</param>
    /// <param name="method">Of the request.</param>
    /// <param name="path">Below /api.</param>
    /// <param name="body">If it has one.</param>
    /// <param name="headers">Its properties, with _ for -.</param>
    public static Dictionary<string, object> Of(string id, string method, string path, object? body = null, object? headers = null)
    {
        var operation = new Dictionary<string, object> { ["id"] = id, ["method"] = method, ["path"] = path };
        if (body is not null)
            operation["body"] = body;
        if (headers is not null)
            operation["headers"] = headers.GetType().GetProperties().ToDictionary(header => header.Name.Replace('_', '-'), header => header.GetValue(headers));
        return operation;
    }

    /// <summary>Half an hour of 1 December 2031, from 0 on.</summary>
    public static Dictionary<string, object?> Time(int slot, string? description = null, int? hold = null)
    {
        var from = new DateTime(2031, 12, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(30 * slot);
        var time = With(TimeOf($"{from:s}Z", $"{from.AddMinutes(30):s}Z"), "description", description);
        return hold is null ? time : With(time, "hold_seconds", hold);
    }

    public static Dictionary<string, object?> TimeOf(string from, string to) => new() { ["from_datetime"] = from, ["to_datetime"] = to, ["allocation_type"] = "booking" };

    public static Dictionary<string, object?> With(Dictionary<string, object?> body, string member, object? value) => new(body) { [member] = value };

    public static JsonElement[] ResultsOf(Answer answer) => [.. answer["results"].EnumerateArray()];

    public static string Id(JsonElement result) => result.GetProperty("id").GetString()!;

    public static int Status(JsonElement result) => result.GetProperty("status").GetInt32();

    public static string Body(JsonElement result) => result.GetProperty("body").GetRawText();
}
