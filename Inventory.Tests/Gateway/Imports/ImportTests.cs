using System.Text;
using static Inventory.Tests.Gateway.Imports.ImportTest;

namespace Inventory.Tests.Gateway.Imports;

/// <summary>Files of rows that become resources and allocations.</summary>
public sealed class ImportTests(SharedGateway gateway)
{
    private const string OfAllocations = "type=cars&of=allocations&mode=";
    private const string OfResources = "type=cars&of=resources&mode=";
    private const string Header = "resource,from_datetime,to_datetime,allocation_type,description,reference\r\n";

    private GatewayClient Client => gateway.Client;

    [Fact]
    public async Task Good_rows_take_effect_and_the_others_are_refused_with_their_line_and_a_reason()
    {
        var (name, other) = (GatewayClient.NewName(), GatewayClient.NewName());
        var (car, id) = (await Client.Create(name: name), (await Client.Create(name: other)).Split('/')[^1]);
        var begun = await Client.ImportAsync(OfAllocations + "apply",
            $"{Header}{name},2033-01-01T10:00:00Z,2033-01-01T11:00:00Z,booking,\"One, \"\"quoted\"\"\r\nline\",R1\r\n{id},2033-01-01T10:00:00+01:00,2033-01-01T11:00:00+01:00,works,,\r\n"
            + $"{name},2033-01-01T10:30:00Z,2033-01-01T12:00:00Z,booking,,\r\n\r\nnobody,2033-01-01T10:00:00Z,2033-01-01T11:00:00Z,booking,,\r\n{name},tomorrow,,booking,,\r\n{name},2033-01-02T10:00:00Z\r\n");
        Assert.Equal(("cars", "allocations", "apply"), (begun["type"].GetString(), begun["of"].GetString(), begun["mode"].GetString()));
        var done = await Client.EndAsync(begun);
        Assert.Equal(("done", 6L, 2L, 4L), CountsOf(done));
        var made = Assert.Single((await Client.Get($"{car}/allocations")).Expect(200).Items);
        Assert.Equal(("One, \"quoted\"\r\nline", "R1", "booking"), (made.GetProperty("description").GetString(), made.GetProperty("reference").GetString(), made.GetProperty("allocation_type").GetString()));
        Assert.Equal("2033-01-01T09:00:00Z", Assert.Single((await Client.Get($"/api/cars/{id}/allocations")).Expect(200).Items).GetProperty("from_datetime").GetString());
        var refused = await Client.RefusedAsync(done);
        Assert.Equal("line,reason,resource,from_datetime,to_datetime,allocation_type,description,reference", refused[0]);
        Assert.Equal(["5,overlap: Other", "7,not-found: The", "8,invalid: from_", "9,invalid: The l"], refused[1..].Select(line => line.Replace("\"", "", StringComparison.Ordinal)[..16]).Select((line, n) => n == 1 ? line.Replace("There", "The", StringComparison.Ordinal)[..16] : line));
    }

    [Fact]
    public async Task A_check_changes_nothing_and_says_what_would_be_refused()
    {
        var name = GatewayClient.NewName();
        var car = await Client.Create(name: name);
        (await Client.Allocate(car, "2033-01-01T10:00:00Z", "2033-01-01T11:00:00Z")).Expect(201);
        var done = await Client.EndAsync(await Client.ImportAsync(OfAllocations + "check",
            $"{Header}{name},2033-01-01T10:00:00Z,2033-01-01T11:00:00Z,a,,\r\n{name},2033-01-02T10:00:00Z,2033-01-02T12:00:00Z,a,,\r\n{name},2033-01-02T11:00:00Z,2033-01-02T13:00:00Z,a,,\r\n{name},2033-01-02T12:00:00Z,2033-01-02T13:00:00Z,a,,\r\n"));
        Assert.Equal(("done", 4L, 2L, 2L), CountsOf(done));
        Assert.Equal(["2,overlap: Other allocations overlap this time.", "4,overlap: Line 3 of the file has this time."], (await Client.RefusedAsync(done))[1..].Select(line => string.Join(',', line.Split(',')[..2])));
        Assert.Single((await Client.Get($"{car}/allocations")).Expect(200).Items);

        var (free, taken) = (GatewayClient.NewName(), name);
        var resources = await Client.EndAsync(await Client.ImportAsync(OfResources + "check", $"name\r\n{free}\r\n{taken}\r\n{free}\r\n"));
        Assert.Equal(("done", 3L, 1L, 2L), CountsOf(resources));
        Assert.Empty((await Client.Get($"/api/cars?name={Uri.EscapeDataString(free)}")).Expect(200).Items);
    }

    [Fact]
    public async Task Resources_have_attributes_as_an_object_and_in_columns_of_their_own()
    {
        var (one, other, wrong) = (GatewayClient.NewName(), GatewayClient.NewName(), GatewayClient.NewName());
        var done = await Client.EndAsync(await Client.ImportAsync(OfResources + "apply",
            $"name,attributes,attributes.colour\n{one},\"{{\"\"seats\"\":5,\"\"colour\"\":\"\"blue\"\"}}\",'=red\n{other},,\n{wrong},[],\n{new string('x', 101)},,\n"));
        Assert.Equal(("done", 4L, 2L, 2L), CountsOf(done));
        Assert.Equal("""{"seats":5,"colour":"=red"}""", Assert.Single((await Client.Get($"/api/cars?name={Uri.EscapeDataString(one)}")).Expect(200).Items).GetProperty("attributes").GetRawText());
        Assert.Equal("{}", Assert.Single((await Client.Get($"/api/cars?name={Uri.EscapeDataString(other)}")).Expect(200).Items).GetProperty("attributes").GetRawText());
    }

    [Fact]
    public async Task A_file_that_is_wrong_as_a_whole_is_refused_with_the_line()
    {
        var count = (await Client.Get("/api/imports")).Expect(200).Items.Count;
        (await Client.ImportAsync(OfResources + "apply", "title,name,name\r\n")).ExpectFaults("#line=1", "#line=1");
        (await Client.ImportAsync(OfAllocations + "apply", "resource,description\r\n")).ExpectFaults("#line=1", "#line=1", "#line=1");
        (await Client.ImportAsync(OfResources + "apply", "")).ExpectFaults("#line=1");
        foreach (var (line, csv) in new (int, byte[])[]
        {
            (3, "name\r\na\r\n\"b\r\nc\r\n"u8.ToArray()), (2, "name\r\n\"a\"b\r\n"u8.ToArray()), (3, "name\r\na\r\nb\"c\r\n"u8.ToArray()), (2, [.. "name\r\n"u8, 0xe4, .. "\r\n"u8]),
        })
            Assert.StartsWith($"Line {line}:", (await Client.ImportAsync(OfResources + "apply", csv)).ExpectProblem(400, "malformed")["detail"].GetString(), StringComparison.Ordinal);
        (await Client.Send(HttpMethod.Post, $"/api/imports?{OfResources}apply", GatewayClient.Raw("name\r\n", "application/json"))).ExpectProblem(415, "unsupported-media-type");
        (await Client.Send(HttpMethod.Post, $"/api/imports?{OfResources}apply", GatewayClient.Raw("name\r\n", "text/csv; charset=iso-8859-1"))).ExpectProblem(415, "unsupported-media-type");
        (await Client.ImportAsync("type=planes&of=people&mode=try", "name\r\n")).ExpectFaults("?type", "?of", "?mode");
        (await Client.ImportAsync("type=devices&of=allocations&mode=apply", Header)).ExpectFaults("?of");
        Assert.Equal(count, (await Client.Get("/api/imports")).Expect(200).Items.Count);
        (await Client.Get($"/api/imports/{Guid.NewGuid()}")).ExpectProblem(404, "not-found");
        (await Client.Get($"/api/imports/{Guid.NewGuid()}/refused.csv")).ExpectProblem(404, "not-found");
        (await Client.Delete($"/api/imports/{Guid.NewGuid()}")).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task A_repeated_request_gets_the_same_import()
    {
        var name = GatewayClient.NewName();
        var key = ("Idempotency-Key", GatewayClient.NewName());
        var first = (await Client.ImportAsync(OfResources + "apply", $"name\r\n{name}\r\n", key)).ExpectStatus(202);
        await Client.EndAsync(first);
        var again = (await Client.ImportAsync(OfResources + "apply", $"name\r\n{name}\r\n", key)).ExpectStatus(202);
        Assert.Equal((first.Id, first.Location), (again.Id, again.Location));
        Assert.Equal(("done", 1L, 1L, 0L), CountsOf(again));
        (await Client.ImportAsync(OfResources + "apply", $"name\r\n{name} 2\r\n", key)).ExpectProblem(422, "idempotency-key-reused");
        (await Client.ImportAsync(OfResources + "check", $"name\r\n{name}\r\n", key)).ExpectProblem(422, "idempotency-key-reused");
        Assert.Single((await Client.Get("/api/imports")).Expect(200).Items, import => import.GetProperty("id").GetString() == first.Id);
    }

    [Fact]
    public async Task Its_progress_is_a_stream_that_ends_with_it()
    {
        var name = GatewayClient.NewName();
        await Client.Create(name: name);
        var begun = (await Client.ImportAsync(OfAllocations + "apply", Rows(name, 3_000))).ExpectStatus(202);
        var stream = (await Client.Get(begun.Location!, ("Accept", "text/event-stream"))).ExpectStatus(200);
        Assert.Equal("text/event-stream", stream.ContentType);
        var events = stream.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.All(events, one => Assert.StartsWith("event: progress\ndata: {", one, StringComparison.Ordinal));
        Assert.Contains("\"status\":\"done\",\"rows\":3000,\"applied\":3000,\"refused\":0", events[^1], StringComparison.Ordinal);
        (await Client.Delete(begun.Location!)).ExpectStatus(204);
        Assert.Equal("done", (await Client.Get(begun.Location!)).Expect(200)["status"].GetString());
    }

    [Fact]
    public async Task An_import_that_is_stopped_goes_no_further()
    {
        var name = GatewayClient.NewName();
        var car = await Client.Create(name: name);
        var begun = (await Client.ImportAsync(OfAllocations + "apply", Rows(name, 20_000))).ExpectStatus(202);
        (await Client.Delete(begun.Location!)).ExpectStatus(204);
        var stopped = await Client.EndAsync(begun);
        Assert.Equal(("stopped", 20_000L), (stopped["status"].GetString(), stopped["rows"].GetInt64()));
        // The rows that were under way when it was stopped take effect and count.
        await Eventually.HoldsAsync(async () => await CountAsync(car) == (await Client.Get(begun.Location!)).Expect(200)["applied"].GetInt64(), () => "Rows are not counted.");
        Assert.True(await CountAsync(car) < 20_000);
    }

    internal static string Rows(string resource, int count)
    {
        var csv = new StringBuilder(Header);
        var begin = new DateTime(2033, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var n = 0; n < count; n++)
            csv.Append($"{resource},{begin.AddHours(n):yyyy-MM-dd'T'HH:mm:ss'Z'},{begin.AddHours(n + 1):yyyy-MM-dd'T'HH:mm:ss'Z'},booking,Row {n},\r\n");
        return csv.ToString();
    }

    private async Task<int> CountAsync(string car) => (await Client.Pages($"{car}/allocations")).Sum(page => page.Items.Count);
}
