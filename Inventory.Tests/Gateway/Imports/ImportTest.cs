using System.Text;
using System.Text.Json;

namespace Inventory.Tests.Gateway.Imports;

/// <summary>What tests of imports do all the time.</summary>
internal static class ImportTest
{
    public static Task<Answer> ImportAsync(this GatewayClient client, string query, string csv, params (string, string)[] headers) => client.ImportAsync(query, Encoding.UTF8.GetBytes(csv), headers);

    public static Task<Answer> ImportAsync(this GatewayClient client, string query, byte[] csv, params (string, string)[] headers) =>
        client.Send(HttpMethod.Post, $"/api/imports?{query}", GatewayClient.Raw(csv, "text/csv"), headers);

    /// <summary>Waits until it has ended.</summary>
    public static async Task<Answer> EndAsync(this GatewayClient client, Answer begun, params (string, string)[] headers)
    {
        var answer = begun.ExpectStatus(202);
        await Eventually.HoldsAsync(async () => (answer = (await client.Get(begun.Location!, headers)).Expect(200))["ended"].ValueKind != JsonValueKind.Null, () => answer.Text);
        return answer;
    }

    public static (string? Status, long Rows, long Applied, long Refused) CountsOf(Answer import) =>
        (import["status"].GetString(), import["rows"].GetInt64(), import["applied"].GetInt64(), import["refused"].GetInt64());

    public static async Task<string[]> RefusedAsync(this GatewayClient client, Answer import, params (string, string)[] headers)
    {
        var answer = (await client.Get($"/api/imports/{import.Id}/refused.csv", headers)).ExpectStatus(200);
        return answer.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
