using System.Text.Json;
using Inventory.Cli;

namespace Inventory.Tests.Cli;

/// <summary>Runs the command line in this process.</summary>
internal static class InventoryCommand
{
    public static async Task<(int Status, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = await CommandLine.RunAsync(arguments, output, error);
        return (status, output.ToString(), error.ToString());
    }

    /// <summary>With <c>--json</c>. It must succeed.</summary>
    public static async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var (status, output, error) = await RunAsync([.. arguments, "--json"]);
        Assert.True(status == 0, $"{string.Join(' ', arguments)}: {status} {output} {error}");
        return JsonElement.Parse(output);
    }
}
