using Inventory.Domain.Time;
using Inventory.Storage.Transfer;
using static Inventory.Tests.Gateway.Security.SecuredGateway;

namespace Inventory.Tests.Gateway.Events;

/// <summary>What a service answers about the past when its old events are in an archive.</summary>
public sealed class ArchivedPastTests : IAsyncLifetime
{
    private static readonly string[] Required = ["--Inventory:Auth:Mode", "Required", "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", Password];

    private InProcessGateway _gateway = null!;
    private string _admin = "";
    private string _customer = "";
    private string _runway = "";
    private string _kept = "";

    private GatewayClient Client => _gateway.Client;

    private string Archive => Path.Combine(_gateway.DataDirectory, "archive.db");

    public async ValueTask InitializeAsync()
    {
        _gateway = await InProcessGateway.StartAsync(Required);
        await Client.RegisterAsync("ann");
        (_admin, _customer) = (await LoginAsync("root"), await LoginAsync("ann"));
        _runway = (await Client.Post("/api/runways", new { name = "north" }, As(_admin))).Expect(201).Location!;
        _kept = (await AllocateAsync(_customer, 31)).Location!;
        var released = (await AllocateAsync(_customer, 32)).Location!;
        (await Client.Patch(_runway, new { name = "south" }, As(_admin))).Expect(200);
        (await Client.Delete(released, As(_admin))).Expect(204);
        await AllocateAsync(_admin, 33);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task With_the_archive_all_answers_are_the_same_bytes()
    {
        var questions = await QuestionsAsync();
        var expected = await AnswersAsync(questions);
        await ArchiveAsync();
        await _gateway.StartAgainAsync([.. Required, "--Inventory:Archive", Archive]);
        Assert.Equal(expected, await AnswersAsync(questions));

        // And it goes on: also when more is moved.
        (await Client.Delete(_kept, As(_admin))).Expect(204);
        await _gateway.StopAsync();
        await _gateway.StartAgainAsync();
        questions = await QuestionsAsync();
        expected = await AnswersAsync(questions);
        await ArchiveAsync();
        await _gateway.StartAgainAsync();
        Assert.Equal(expected, await AnswersAsync(questions));
    }

    [Fact]
    public async Task Without_the_archive_the_past_is_gone_and_says_where_it_is()
    {
        var moments = (await Client.Get($"{_runway}/history", As(_admin))).Expect(200).Items.Select(item => item.GetProperty("time").GetString()!).ToList();
        var all = (await Client.Get("/api/events", As(_admin))).Expect(200).Items;
        var (first, last) = (all[0].GetProperty("id").GetString(), all[^1].GetProperty("id").GetString());
        var data = (await Client.Get("/api/users/me/data", As(_customer))).Expect(200);
        await ArchiveAsync();
        // A file that is not there yet is no fault: the first run makes it.
        await _gateway.StartAgainAsync([.. Required, "--Inventory:Archive", Archive + ".missing"]);

        foreach (var moment in moments)
            (await Client.Get($"{_runway}?as_of={moment}", As(_admin))).ExpectProblem(410, "archived");
        (await Client.Get($"{_runway}/allocations?as_of={moments[0]}", As(_admin))).ExpectProblem(410, "archived");
        foreach (var order in (string[])["oldest", "newest"])
            Assert.Equal(["6"], (await Client.Get($"{_runway}/history?order={order}", As(_admin))).Expect(200).Items.Select(item => item.GetProperty("sequence").GetString()));
        Assert.Empty((await Client.Get("/api/events", As(_admin))).Expect(200).Items);
        (await Client.Get($"/api/events?after={first}", As(_admin))).ExpectProblem(410, "cursor-too-old");
        Assert.Empty((await Client.Get($"/api/events?after={last}", As(_admin))).Expect(200).Items);
        // The present is whole.
        (await Client.Get($"{_runway}/calendar.ics", As(_admin))).ExpectStatus(200);
        Assert.Equal("south", (await Client.Get(_runway, As(_admin))).Expect(200)["name"].GetString());
        var now = (await Client.Get("/api/users/me/data", As(_customer))).Expect(200);
        Assert.Equal(data["allocations"].GetRawText(), now["allocations"].GetRawText());

        (await Client.Delete(_kept, As(_admin))).Expect(204);
        Assert.Equal(["7", "6"], (await Client.Get($"{_runway}/history?order=newest", As(_admin))).Expect(200).Items.Select(item => item.GetProperty("sequence").GetString()));
        Assert.Single((await Client.Get("/api/events", As(_admin))).Expect(200).Items);
        Assert.Single((await Client.Get($"/api/events?after={last}", As(_admin))).Expect(200).Items);
    }

    private async Task ArchiveAsync()
    {
        await _gateway.StopAsync();
        await EventArchiver.RunAsync(StoreAddress.Parse(_gateway.DataDirectory, null), Archive, Instant.PlusInfinity, static _ => { }, default);
    }

    private async Task<List<string>> QuestionsAsync()
    {
        var history = (await Client.Get($"{_runway}/history", As(_admin))).Expect(200).Items;
        var moments = history.Select(item => item.GetProperty("time").GetString()!).ToList();
        return
        [
            "/api/events?limit=1000", "/api/events?limit=3", $"/api/events?after={history[1].GetProperty("id").GetString()}&limit=3", "/api/users/me/data", $"{_runway}/calendar.ics",
            .. ((string[])["", "?limit=2", "?order=newest", "?order=newest&limit=3", $"?from={moments[1]}&to={moments[3]}", $"?order=newest&from={moments[2]}"]).Select(query => $"{_runway}/history{query}"),
            .. moments.SelectMany(at => (string[])[$"{_runway}?as_of={at}", $"{_runway}/allocations?as_of={at}", $"{_runway}/policy?as_of={at}"]),
        ];
    }

    private async Task<string> AnswersAsync(List<string> questions)
    {
        var answers = new List<string>();
        foreach (var question in questions)
        {
            var answer = await Client.Get(question, As(question.Contains("/me/", StringComparison.Ordinal) ? _customer : _admin));
            answers.Add($"{question}: {answer.ExpectStatus(200).Text} {answer.Header("Link")}");
        }
        return string.Join('\n', answers);
    }

    private async Task<string> LoginAsync(string username) => (await Client.Post("/api/users/login", new { username, password = Password })).Expect(200)["token"].GetString()!;

    private async Task<Answer> AllocateAsync(string token, int inDays)
    {
        var from = TimeProvider.System.GetUtcNow().Date.AddDays(inDays);
        return (await Client.Post($"{_runway}/allocations", new { from_datetime = $"{from:s}Z", to_datetime = $"{from.AddHours(1):s}Z", allocation_type = "maintenance" }, As(token))).Expect(201);
    }
}
