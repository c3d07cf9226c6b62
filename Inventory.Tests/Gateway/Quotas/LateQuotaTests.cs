using static Inventory.Tests.Gateway.Quotas.QuotaGateway;

namespace Inventory.Tests.Gateway.Quotas;

/// <summary>Quotas of allocations whose resource changes.</summary>
public sealed class LateQuotaTests
{
    private static readonly string[] FourHoursADay = ["of=customer", "types:0=runways", "measure=hours", "per=day", "time_zone=Europe/Copenhagen", "limit=4"];

    [Fact]
    public async Task What_has_moved_still_counts_and_what_is_released_does_not()
    {
        await using var gateway = await StartAsync(FourHoursADay);
        var (_, me) = await gateway.CustomerAsync();
        var runways = new[] { await gateway.NewAsync(), await gateway.NewAsync() };
        var late = (await LateAsync("10:00", "13:00")).Expect(201);
        var here = (await gateway.Client.Get($"{runways[0]}/allocations", gateway.Root)).Expect(200).Items.Count == 1 ? runways[0] : runways[1];
        (await gateway.AllocateAsync(here, gateway.Root, "2031-12-01T10:00:00Z", "2031-12-01T11:00:00Z")).Expect(201);
        Assert.DoesNotContain(late.Id, (await gateway.Client.Get($"{here}/allocations", gateway.Root)).Expect(200).Text, StringComparison.Ordinal);
        (await LateAsync("14:00", "16:00")).ExpectProblem(409, "quota");
        // Nobody else sees it, and nobody else's.
        (await gateway.Client.Get(late.Location!, (await gateway.CustomerAsync()).Token)).ExpectProblem(404, "not-found");
        (await gateway.Client.Delete(late.Location!, (await gateway.CustomerAsync()).Token)).ExpectProblem(404, "not-found");
        (await gateway.Client.Delete(late.Location!, me)).Expect(204);
        (await LateAsync("14:00", "16:00")).Expect(201);

        Task<Answer> LateAsync(string from, string to) => gateway.Client.Post(
            "/api/runways/allocations", new { bind = "late", from_datetime = $"2031-12-01T{from}:00Z", to_datetime = $"2031-12-01T{to}:00Z", allocation_type = "booking" }, me);
    }
}
