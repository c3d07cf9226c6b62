namespace Inventory.Tests.Gateway.Resources;

/// <summary>Types whose attributes are declared in the configuration.</summary>
public sealed class AttributeTests(SensorGateway gateway) : IClassFixture<SensorGateway>
{
    private const string Eight = "attributes.kind=1&attributes.kind=2&attributes.kind=3&attributes.kind=4"
        + "&attributes.kind=5&attributes.kind=6&attributes.kind=7&attributes.kind=8";

    [Fact]
    public async Task The_types_say_what_they_declare()
    {
        var types = (await gateway.Client.Get("/api/types")).Expect(200).Items;
        Assert.Equal(
            """
            {"name":"Sensor","path":"sensors","kind":"asset","attributes":[
            {"name":"kind","type":"string","required":true,"public":false,"values":["smoke","heat"]},
            {"name":"note","type":"string","required":false,"public":false,"max_length":5},
            {"name":"floor","type":"integer","required":false,"public":false,"minimum":-2,"maximum":9},
            {"name":"volts","type":"number","required":false,"public":false,"minimum":0.5},
            {"name":"on","type":"boolean","required":false,"public":false},
            {"name":"since","type":"date-time","required":false,"public":false}],"other_attributes":"refuse"}
            """.ReplaceLineEndings(""),
            types[6].GetRawText());
        Assert.Equal(
            """
            {"name":"Room","path":"rooms","kind":"interval","slot":"P1D","attributes":[
            {"name":"seats","type":"integer","required":true,"public":false}],"other_attributes":"keep"}
            """.ReplaceLineEndings(""),
            types[7].GetRawText());
    }

    [Theory]
    [InlineData("""{"kind":"smoke"}""")]
    [InlineData("""{ "since" : "2026-12-01T10:00:00+01:00", "on":false,"volts":1.50,"floor":1e0,"note":"😍\u00e4\"\\","kind":"heat" }""")]
    public async Task What_is_good_is_kept_as_it_was_given(string attributes)
    {
        var made = (await Post(attributes)).Expect(201);
        Assert.Equal(attributes, made["attributes"].GetRawText());
        Assert.Equal(made.Text, (await gateway.Client.Get(made.Location!)).Expect(200).Text);
    }

    [Theory]
    [InlineData("""{}""", "kind")]
    [InlineData("""{"kind":"Smoke"}""", "kind")]
    [InlineData("""{"kind":null,"note":null}""", "kind", "note")]
    [InlineData("""{"kind":"heat","note":"longer","floor":10,"volts":0,"on":1,"since":"no"}""", "note", "floor", "volts", "on", "since")]
    [InlineData("""{"kind":"smoke","floor":1.5,"volts":"1"}""", "floor", "volts")]
    [InlineData("""{"kind":"smoke","a/b":1,"~c":null,"für mich":{},"":1,"KIND":"smoke"}""", "a~1b", "~0c", "f%C3%BCr%20mich", "", "KIND")]
    public async Task What_is_not_good_is_told_with_every_fault(string attributes, params string[] names)
    {
        (await Post(attributes)).ExpectFaults([.. names.Select(name => $"#/attributes/{name}")]);
        var sensor = (await Post("""{"kind":"smoke"}""")).Expect(201);
        if (attributes != "{}")
            (await Patch(sensor.Location!, attributes.Replace("null", "[]", StringComparison.Ordinal)))
                .ExpectFaults([.. names.Select(name => $"#/attributes/{name}")]);
        Assert.Equal(sensor.Text, (await gateway.Client.Get(sensor.Location!)).Text);
    }

    [Fact]
    public async Task A_patch_is_judged_by_what_it_makes()
    {
        var sensor = (await Post("""{"kind":"smoke","note":"x","on":true}""")).Expect(201).Location!;
        var patched = (await Patch(sensor, """{"note":null,"never":null,"floor":3}""")).Expect(200);
        Assert.Equal("""{"kind":"smoke","on":true,"floor":3}""", patched["attributes"].GetRawText());
        (await Patch(sensor, """{"on":{"not":null}}""")).ExpectFaults("#/attributes/on");
    }

    [Theory]
    [InlineData("attributes.kind=smoke", 1, 2)]
    [InlineData("Attributes.kind=smoke", 1, 2)]
    [InlineData("attributes.kind=Smoke")]
    [InlineData("attributes.kind=boats")]
    [InlineData("attributes.floor=3", 1, 3)]
    [InlineData("attributes.floor=3.0", 1, 3)]
    [InlineData("attributes.floor=30e-1&attributes.kind=smoke", 1)]
    [InlineData("attributes.floor=100")]
    [InlineData("attributes.volts=1.5", 2)]
    [InlineData("attributes.volts=%2B1.50", 2)]
    [InlineData("attributes.on=true", 1)]
    [InlineData("attributes.on=false", 2)]
    [InlineData("attributes.note=3", 2)]
    [InlineData("attributes.note=a b", 1)]
    [InlineData("attributes.note=a+b", 1)]
    [InlineData("attributes.since=2026-12-01T09:00:00Z", 1, 3)]
    [InlineData("attributes.since=2026-12-01T10:00:00+01:00", 1, 3)]
    [InlineData("attributes.since=2026-12-01T09:00:00.000", 1, 3)]
    public async Task A_filter_is_read_by_the_type_of_its_attribute(string query, params int[] found)
    {
        var prefix = GatewayClient.NewName();
        foreach (var (number, attributes) in new[]
        {
            (1, """{"kind":"smoke","floor":3,"on":true,"note":"a b","since":"2026-12-01T09:00:00Z"}"""),
            (2, """{"kind":"smoke","floor":-2,"volts":15e-1,"on":false,"note":"3"}"""),
            (3, """{"kind":"heat","floor":3.0,"since":"2026-12-01T10:00:00+01:00"}"""),
        })
            (await Post(attributes, $"{prefix} {number}")).Expect(201);
        var sensors = (await gateway.Client.Pages($"/api/sensors?{query}")).SelectMany(page => page.Items);
        var names = sensors.Select(sensor => sensor.GetProperty("name").GetString()!);
        Assert.Equal(found.Select(number => $"{prefix} {number}"), names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("attributes.floor=x", "?attributes.floor")]
    [InlineData("attributes.floor=", "?attributes.floor")]
    [InlineData("attributes.floor=1.5", "?attributes.floor")]
    [InlineData("attributes.floor=%201", "?attributes.floor")]
    [InlineData("attributes.volts=NaN", "?attributes.volts")]
    [InlineData("attributes.volts=1e999", "?attributes.volts")]
    [InlineData("attributes.on=1", "?attributes.on")]
    [InlineData("attributes.since=noon", "?attributes.since")]
    [InlineData("attributes.other=1", "?attributes.other")]
    [InlineData("attributes.Kind=smoke&limit=0&cursor=x&attributes.on=maybe", "?attributes.Kind", "?limit", "?cursor", "?attributes.on")]
    [InlineData($"{Eight}&attributes.kind=9", "?attributes")]
    public async Task A_filter_that_cannot_be_is_told_with_every_fault(string query, params string[] pointers) =>
        (await gateway.Client.Get($"/api/sensors?{query}")).ExpectFaults(pointers);

    [Fact]
    public async Task As_many_filters_as_may_be_are_good() => (await gateway.Client.Get($"/api/sensors?{Eight}")).Expect(200);

    [Fact]
    public async Task A_type_that_is_booked_declares_attributes_as_well()
    {
        var name = GatewayClient.NewName();
        (await gateway.Client.Post("/api/rooms", new { name, attributes = new { colour = "red" } })).ExpectFaults("#/attributes/seats");
        var room = (await gateway.Client.Post("/api/rooms", new { name, attributes = new { colour = "red", seats = 12 } })).Expect(201);
        (await gateway.Client.Allocate(room.Location!, "2036-12-01T00:00:00Z", null)).Expect(201);
        var found = (await gateway.Client.Get($"/api/rooms?attributes.colour=red&attributes.seats=12&name={name}")).Expect(200);
        Assert.Equal(room.Text, Assert.Single(found.Items).GetRawText());
        Assert.Empty((await gateway.Client.Get($"/api/rooms?attributes.colour=blue&name={name}")).Expect(200).Items);
    }

    [Fact]
    public async Task The_same_request_again_is_answered_as_at_first_and_a_refused_one_leaves_its_key()
    {
        var name = GatewayClient.NewName();
        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");
        (await gateway.Client.Post("/api/sensors", new { name }, key)).ExpectFaults("#/attributes/kind");
        var sensor = new { name, attributes = new { kind = "heat" } };
        var made = (await gateway.Client.Post("/api/sensors", sensor, key)).Expect(201);
        Assert.Equal(made.Text, (await gateway.Client.Post("/api/sensors", sensor, key)).Expect(201).Text);
    }

    [Fact]
    public async Task What_was_kept_before_it_was_declared_otherwise_stays_and_can_be_read_renamed_and_mended()
    {
        await using var own = await InProcessGateway.StartAsync();
        var made = await own.Client.Post("/api/cars", new { name = "Car1", attributes = new { seats = "four", colour = "red" } });
        var car = made.Expect(201).Location!;
        await own.StopAsync();
        await own.StartAgainAsync("--Inventory:Types:0:OtherAttributes", "refuse",
            "--Inventory:Types:0:Attributes:0:Name", "seats", "--Inventory:Types:0:Attributes:0:Type", "integer");
        Assert.Equal("""{"seats":"four","colour":"red"}""", (await own.Client.Get(car)).Expect(200)["attributes"].GetRawText());
        Assert.Single((await own.Client.Get("/api/cars")).Expect(200).Items);
        (await own.Client.Patch(car, new { name = "Car2" })).Expect(200);
        (await own.Client.Patch(car, new { attributes = new { seats = 4 } })).ExpectFaults("#/attributes/colour");
        var mended = (await own.Client.Patch(car, """{"attributes":{"seats":4,"colour":null}}""")).Expect(200);
        Assert.Equal("""{"seats":4}""", mended["attributes"].GetRawText());
    }

    private Task<Answer> Patch(string sensor, string attributes) => gateway.Client.Patch(sensor, $$"""{"attributes":{{attributes}}}""");

    private Task<Answer> Post(string attributes, string? name = null) =>
        gateway.Client.Post("/api/sensors", $$"""{"name":"{{name ?? GatewayClient.NewName()}}","attributes":{{attributes}}}""");
}
