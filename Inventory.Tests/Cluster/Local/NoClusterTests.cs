namespace Inventory.Tests.Cluster.Local;

/// <summary>The local runtime has one process. Who asks for more is told what is missing.</summary>
public sealed class NoClusterTests
{
    private const int Unavailable = 69;
    private const int ConfigurationError = 78;

    [Fact]
    public async Task A_silo_says_what_is_missing_and_how_to_get_it()
    {
        await using var silo = NodeProcess.Start("Inventory.Silo.dll");
        await silo.Ended.WaitAsync(NodeProcess.Patience);
        Assert.Equal(Unavailable, silo.ExitCode);
        Assert.Contains("add a package feed that has Microsoft Orleans", silo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', silo.Output);
    }

    [Fact]
    public async Task A_gateway_is_no_client_of_a_cluster()
    {
        await using var gateway = NodeProcess.Start("Inventory.Gateway.dll", "--Inventory:Mode=Cluster", "--Inventory:Postgres=Host=127.0.0.1;Port=1");
        await gateway.Ended.WaitAsync(NodeProcess.Patience);
        Assert.Equal(ConfigurationError, gateway.ExitCode);
        Assert.Contains("Inventory:Mode=Cluster needs Orleans", gateway.Output, StringComparison.Ordinal);
    }
}
