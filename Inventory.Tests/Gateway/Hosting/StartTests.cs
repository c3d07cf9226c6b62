using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Inventory.Cli.Cluster;
using Inventory.TestHost;
using Inventory.Tests.Storage.Sqlite;

namespace Inventory.Tests.Gateway.Hosting;

public sealed class StartTests
{
    /// <summary>EX_CONFIG of sysexits.h.</summary>
    private const int ConfigurationError = 78;

    [Fact]
    public async Task The_start_is_told_in_one_line_no_request_is_told_and_no_other_port_is_open()
    {
        using var data = new TemporaryDirectory();
        await using var gateway = await GatewayProcess.StartAsync(data.Path);
        Assert.Equal([gateway.Address.Port], gateway.ListeningPorts());
        var car = await gateway.Client.Create();
        (await gateway.Client.Get(car)).Expect(200);
        (await gateway.Client.Post("/api/cars", "{")).ExpectProblem(400, "malformed");
        await gateway.StopAsync();

        var line = Assert.Single(gateway.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"listens on {gateway.Address.OriginalString.TrimEnd('/')}; grains on ", line, StringComparison.Ordinal);
        Assert.Contains("store SQLite ", line, StringComparison.Ordinal);
        Assert.EndsWith("; mode Open", line, StringComparison.Ordinal);
        Assert.Contains(data.Path, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_types_replaces_the_example_and_other_settings_change_it()
    {
        using var directory = new TemporaryDirectory();
        var path = Path.Combine(directory.Path, "types.json");
        await File.WriteAllTextAsync(path, """{"Inventory":{"Types":[{"Name":"Room","Path":"rooms","Kind":"continuous"}]}}""");
        await using var gateway = await InProcessGateway.StartAsync("--Inventory:TypesFile", path, "--Inventory:Types:1:Name", "Desk", "--Inventory:Types:1:Path", "desks", "--Inventory:Types:1:Kind", "continuous");
        var types = (await gateway.Client.Get("/api/types")).Expect(200).Items;
        Assert.Equal(["Room", "Desk"], types.Select(type => type.GetProperty("name").GetString()));
        // Not the tariff of the example's first type.
        var room = await gateway.Client.Create("rooms");
        (await gateway.Client.Allocate(room, "2036-12-01T10:00:00Z", "2036-12-01T12:00:00Z")).Expect(201);
        (await gateway.Client.Get($"{room}/quote?from_datetime=2036-12-01T10:00:00Z&to_datetime=2036-12-01T12:00:00Z")).Expect(404);

        var (exitCode, errors) = await HostedGateway.RefusalAsync(directory.Path, "--Inventory:TypesFile", path + ".missing");
        Assert.Equal(ConfigurationError, exitCode);
        IsSentence(errors, $"Inventory:TypesFile is {path}.missing, but there is no such file.");
        await File.WriteAllTextAsync(path, """{"Inventory":{"Types":[""");
        (exitCode, errors) = await HostedGateway.RefusalAsync(directory.Path, "--Inventory:TypesFile", path);
        Assert.Equal(ConfigurationError, exitCode);
        Assert.Contains($"Inventory:TypesFile is {path}, which cannot be read", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_serves_HTTPS_with_a_certificate()
    {
        using var directory = new TemporaryDirectory();
        var (certificate, key) = ClusterCertificate.Create(directory.Path, TimeProvider.System.GetUtcNow());
        var gateway = await HostedGateway.StartAsync(
            Path.Combine(directory.Path, "data"), ["--urls", "https://127.0.0.1:0", "--Kestrel:Certificates:Default:Path", certificate, "--Kestrel:Certificates:Default:KeyPath", key]);
        using var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Subject == "CN=inventory" });
        Assert.Equal("https", gateway.Address.Scheme);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(gateway.Address, "/api/cars"))).StatusCode);
        await gateway.StopAsync();

        var (exitCode, errors) = await HostedGateway.RefusalAsync(directory.Path, "--urls", "https://127.0.0.1:0");
        Assert.Equal(ConfigurationError, exitCode);
        Assert.Contains("It cannot listen on https://127.0.0.1:0", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_can_be_JSON_with_the_ids_of_traces()
    {
        using var data = new TemporaryDirectory();
        await using var gateway = await GatewayProcess.StartAsync(
            data.Path, "--Logging:Console:FormatterName=json", "--Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics=Information");
        (await gateway.Client.Get("/api/cars", ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))).Expect(200);
        await gateway.StopAsync();
        var lines = gateway.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Contains(lines, line => line.GetProperty("Message").GetString()!.StartsWith("Inventory listens on ", StringComparison.Ordinal));
        var request = lines.First(line => line.GetProperty("Message").GetString()!.StartsWith("Request starting", StringComparison.Ordinal));
        Assert.Contains("0af7651916cd43dd8448eb211c80319c", request.GetProperty("Scopes").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_gateways_do_not_share_a_data_directory()
    {
        await using var first = await InProcessGateway.StartAsync();
        var car = await first.Client.Create();

        var (exitCode, errors) = await GatewayProcess.RefusalAsync(first.DataDirectory);

        Assert.Equal(ConfigurationError, exitCode);
        IsSentence(errors, $"The data directory {first.DataDirectory} is in use by another process.");
        (await first.Client.Allocate(car, null, null)).Expect(201);
        await first.StopAsync();
        await first.StartAgainAsync();
    }

    [Fact]
    public async Task Two_gateways_with_their_own_data_stand_side_by_side()
    {
        await using var first = await InProcessGateway.StartAsync();
        await using var second = await InProcessGateway.StartAsync();
        var car = await first.Client.Create();
        (await second.Client.Get(car)).ExpectProblem(404, "not-found");
        (await first.Client.Get(car)).Expect(200);
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_a_sentence()
    {
        using var data = new TemporaryDirectory();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var (exitCode, errors) = await HostedGateway.RefusalAsync(data.Path, "--urls", $"http://{listener.LocalEndpoint}");
        Assert.Equal(ConfigurationError, exitCode);
        IsSentence(errors, $"{listener.LocalEndpoint}", "in use");
    }

    [Theory]
    [InlineData("\"sometimes\"", "--Inventory:Types:0:Kind", "sometimes")]
    [InlineData("duplicate name or path", "--Inventory:Types:1:Path", "cars")]
    [InlineData("duplicate name or path", "--Inventory:Types:1:Name", "Car")]
    [InlineData("\"\"", "--Inventory:Types:0:Name", "")]
    [InlineData("\"Two Words\"", "--Inventory:Types:0:Name", "Two Words")]
    [InlineData("\"a/b\"", "--Inventory:Types:0:Path", "a/b")]
    [InlineData("\"types\"", "--Inventory:Types:0:Path", "types")]
    [InlineData("\"half an hour\"", "--Inventory:Types:3:Slot", "half an hour")]
    [InlineData("\"PT0S\"", "--Inventory:Types:3:Slot", "PT0S")]
    [InlineData("\"-PT30M\"", "--Inventory:Types:3:Slot", "-PT30M")]
    [InlineData("Device is an asset", "--Inventory:Types:5:Slot", "PT30M")]
    [InlineData("Device is an asset", "--Inventory:Types:5:Tariff:Prices:PT1H", "8.00")]
    [InlineData("\"drop\"", "--Inventory:Types:5:OtherAttributes", "drop")]
    [InlineData("\"a/b\"", "--Inventory:Types:5:Attributes:0:Name", "a/b")]
    [InlineData("\"colour\"", "--Inventory:Types:5:Attributes:0:Type", "colour")]
    [InlineData("\"device_type\" is declared twice", "--Inventory:Types:5:Attributes:1:Name", "device_type")]
    [InlineData("\"three\"", "--Inventory:Types:5:Attributes:0:MaxLength", "three")]
    [InlineData("\"yes\"", "--Inventory:Types:5:Attributes:0:Required", "yes")]
    [InlineData("from 1 to 16384", "--Inventory:Types:5:Attributes:0:MaxLength", "0")]
    [InlineData("only a string", "--Inventory:Types:5:Attributes:0:MaxLength", "1", "--Inventory:Types:5:Attributes:0:Type", "integer")]
    [InlineData("only a string", "--Inventory:Types:5:Attributes:0:Values:0", "a", "--Inventory:Types:5:Attributes:0:Type", "date-time")]
    [InlineData("only an integer or a number", "--Inventory:Types:5:Attributes:0:Minimum", "1")]
    [InlineData("Minimum 2 of", "--Inventory:Types:5:Attributes:0:Type", "number", "--Inventory:Types:5:Attributes:0:Minimum", "2", "--Inventory:Types:5:Attributes:0:Maximum", "1")]
    [InlineData("\"NaN\"", "--Inventory:Types:5:Attributes:0:Type", "number", "--Inventory:Types:5:Attributes:0:Minimum", "NaN")]
    [InlineData("a value twice", "--Inventory:Types:5:Attributes:0:Values:0", "a", "--Inventory:Types:5:Attributes:0:Values:1", "a")]
    [InlineData("\"long\"", "--Inventory:Types:5:Attributes:0:Values:0", "long", "--Inventory:Types:5:Attributes:0:MaxLength", "3")]
    [InlineData("unknown setting 'Typos'", "--Inventory:Typos:X", "1")]
    [InlineData("unknown setting 'Mod'", "--Inventory:Auth:Mod", "Open")]
    [InlineData("\"euro\"", "--Inventory:Currency", "euro")]
    [InlineData("'everybody'", "--Inventory:Proxies:0", "everybody")]
    [InlineData("HoldSeconds is 0", "--Inventory:Bookings:HoldSeconds", "0")]
    [InlineData("\"much\"", "--Inventory:Bookings:CreditLimit", "much")]
    [InlineData("\"8.005\"", "--Inventory:Types:0:Tariff:Prices:PT1H", "8.005")]
    [InlineData("\"-8\"", "--Inventory:Types:0:Tariff:Prices:PT1H", "-8")]
    [InlineData("\"P1M\"", "--Inventory:Types:0:Tariff:Prices:P1M", "8.00")]
    [InlineData("two prices", "--Inventory:Types:0:Tariff:Prices:PT24H", "8.00")]
    [InlineData("\"Caturday\"", "--Inventory:Types:0:Tariff:Weekdays:Caturday", "2")]
    [InlineData("\"a lot\"", "--Inventory:Types:0:Tariff:Weekdays:Monday", "a lot")]
    [InlineData("\"02-30\"", "--Inventory:Types:0:Tariff:Seasons:0:From", "02-30")]
    [InlineData("\"101\"", "--Inventory:Types:0:Tariff:Cancellation:0:Percent", "101")]
    [InlineData("\"-1\"", "--Inventory:Types:0:Tariff:NoShow:Price", "-1")]
    [InlineData("\"half\"", "--Inventory:Types:0:Tariff:NoShow:Percent", "half")]
    [InlineData("\"Atlantis\"", "--Inventory:Types:0:Tariff:TimeZone", "Atlantis")]
    public async Task A_configuration_that_cannot_be_is_told_in_a_sentence(string told, params string[] arguments)
    {
        using var data = new TemporaryDirectory();
        var (exitCode, errors) = await HostedGateway.RefusalAsync(data.Path, arguments);
        Assert.Equal(ConfigurationError, exitCode);
        IsSentence(errors, arguments[0].Contains(":Types:", StringComparison.Ordinal) ? "Inventory:Types" : "Inventory:", told);
    }

    [Theory]
    [InlineData("Alternatives", "-1", "from 0 to 100")]
    [InlineData("Alternatives", "101", "from 0 to 100")]
    [InlineData("Conflicts", "0", "from 1 to 10000")]
    [InlineData("Slots", "0", "from 1 to 1000000")]
    [InlineData("HoldSeconds", "31536001", "from 1 to 31536000")]
    [InlineData("IdempotencyRetentionSeconds", "59", "from 60 to 2592000")]
    [InlineData("Subscribers", "20001", "from 0 to 20000")]
    [InlineData("FeedBytesPerSecond", "1048575", "from 1048576 to 2147483647")]
    [InlineData("FeedSeconds", "59", "from 60 to 3155760000")]
    [InlineData("Slots", "many", "many")]
    [InlineData("Slotz", "1", "Slotz")]
    public async Task A_limit_that_cannot_be_is_told_in_a_sentence_that_names_it(string limit, string value, string told)
    {
        using var data = new TemporaryDirectory();
        var (exitCode, errors) = await HostedGateway.RefusalAsync(data.Path, $"--Inventory:Limits:{limit}", value);
        Assert.Equal(ConfigurationError, exitCode);
        IsSentence(errors, "Inventory:Limits", limit, told);
    }

    [Theory]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("127.0.0.1:5001")]
    [InlineData("gopher://127.0.0.1")]
    [InlineData("http://192.0.2.1:5001")]
    public async Task An_address_that_cannot_be_is_told_in_a_sentence(string address)
    {
        using var data = new TemporaryDirectory();
        var (exitCode, errors) = await HostedGateway.RefusalAsync(data.Path, "--urls", address);
        Assert.Equal(ConfigurationError, exitCode);
        IsSentence(errors, $"It cannot listen on {address}: ");
    }

    [Fact]
    public async Task A_data_directory_that_is_a_file_is_told_in_a_sentence()
    {
        using var data = new TemporaryDirectory();
        var file = Path.Combine(data.Path, "file");
        await File.WriteAllTextAsync(file, "");
        var (exitCode, errors) = await HostedGateway.RefusalAsync(file);
        Assert.Equal(ConfigurationError, exitCode);
        IsSentence(errors, file);
    }

    [Fact]
    public async Task Other_types_can_be_configured()
    {
        await using var gateway = await InProcessGateway.StartAsync(
            "--Inventory:Types:0:Name", "Room", "--Inventory:Types:0:Path", "rooms", "--Inventory:Types:0:Kind", "interval", "--Inventory:Types:0:Slot", "P1D");
        Assert.Equal("""{"name":"Room","path":"rooms","kind":"interval","slot":"P1D"}""", (await gateway.Client.Get("/api/types")).Items[0].GetRawText());
        var room = await gateway.Client.Create("rooms");
        (await gateway.Client.Allocate(room, "2026-12-01T12:00:00Z", null)).ExpectProblem(422, "off-slot");
        var allocation = (await gateway.Client.Allocate(room, "2026-12-01T00:00:00Z", null)).Expect(201);
        Assert.Equal("Room", allocation["resource_type"].GetString());
        (await gateway.Client.Get("/api/cars")).ExpectProblem(404, "not-found");
    }

    /// <summary>One line for a person. (In its log, on the standard output, Orleans may have complained that it has to end at once.)</summary>
    private static void IsSentence(string errors, params string[] parts)
    {
        var line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("Inventory does not start. ", line, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, line, StringComparison.Ordinal));
    }
}
