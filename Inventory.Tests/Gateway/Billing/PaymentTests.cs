using Inventory.Tests.Gateway.Security;

namespace Inventory.Tests.Gateway.Billing;

/// <summary>Money goes to accounts that somebody has.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class PaymentTests(SecuredGateway gateway)
{
    private (string, string) Operator => SecuredGateway.As(gateway.Operator);

    [Theory]
    [InlineData("nobody"), InlineData("0198c000-0000-7000-8000-000000000000"), InlineData("user:0198c000-0000-7000-8000-000000000000"), InlineData("user:"), InlineData(" "), InlineData("\u00a0")]
    public async Task A_payment_for_nobody_is_refused(string customer) => (await PayAsync(customer)).ExpectFaults("#/customer");

    [Fact]
    public async Task An_id_counts_in_either_case_and_in_no_other_form()
    {
        var me = SecuredGateway.As(await gateway.NewTokenAsync());
        var id = (await gateway.Client.Get("/api/users/me", me)).Expect(200).Id;
        (await PayAsync(id.ToUpperInvariant())).Expect(201);
        (await PayAsync(id)).Expect(201);
        foreach (var other in new[] { $" {id}", $"{id} ", $"{{{id}}}", id.Replace("-", "", StringComparison.Ordinal) })
            (await PayAsync(other)).ExpectFaults("#/customer");
        var account = (await gateway.Client.Get("/api/account", me)).Expect(200);
        Assert.Equal(2, account["entries"].GetArrayLength());
        Assert.Equal(2, (await gateway.Client.Get($"/api/account?customer={id.ToUpperInvariant()}", Operator)).Expect(200)["entries"].GetArrayLength());
    }

    [Theory]
    [InlineData("{{{0}}}"), InlineData("({0})"), InlineData("%20{0}"), InlineData("{1}")]
    public async Task No_path_has_an_id_in_another_form(string form)
    {
        var car = (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() }, Operator)).Expect(201).Location!;
        var id = car.Split('/')[^1];
        (await gateway.Client.Get($"/api/cars/{id.ToUpperInvariant()}", Operator)).Expect(200);
        (await gateway.Client.Get($"/api/cars/{string.Format(null, form, id, id.Replace("-", "", StringComparison.Ordinal))}", Operator)).ExpectProblem(404, "not-found");
    }

    [Theory]
    [InlineData("/api/account?customer=%20"), InlineData("/api/invoices?customer=%20"), InlineData("/api/bookings?customer=%20"), InlineData("/api/invoices/%20")]
    public async Task A_blank_is_nobodys_name(string path) => (await gateway.Client.Get(path, Operator)).ExpectProblem(404, "not-found");

    private Task<Answer> PayAsync(string customer) => gateway.Client.Post("/api/payments", new { customer, amount = "10.00", method = "cash" }, Operator);
}
