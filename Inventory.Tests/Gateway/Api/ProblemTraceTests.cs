namespace Inventory.Tests.Gateway.Api;

public sealed class ProblemTraceTests(SharedGateway gateway)
{
    [Fact]
    public async Task Without_tracing_a_problem_names_the_trace_that_the_client_began_and_no_other()
    {
        var path = $"/api/cars/{Guid.NewGuid()}";
        var begun = await gateway.Client.Get(path, ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"));

        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", begun.ExpectProblem(404, "not-found")["trace_id"].GetString());
        Assert.DoesNotContain("trace_id", (await gateway.Client.Get(path)).ExpectProblem(404, "not-found").Text, StringComparison.Ordinal);
        Assert.DoesNotContain("trace_id", (await gateway.Client.Get(path, ("traceparent", "00-4bf9-00"))).ExpectProblem(404, "not-found").Text, StringComparison.Ordinal);
    }
}
