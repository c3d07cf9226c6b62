using Spectre.Console;

namespace Inventory.Cli.Data;

/// <summary>A bar on standard error, so that the result on standard output stands alone.</summary>
internal static class Progress
{
    public static async Task<T> RunAsync<T>(string what, bool isShown, Func<Action<double>, Task<T>> run)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        // In a log, a bar is many lines that say nothing.
        if (!isShown || !console.Profile.Capabilities.Interactive)
            return await run(static _ => { });
        return await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async bars =>
        {
            var bar = bars.AddTask(what, maxValue: 1);
            var result = await run(share => bar.Value = Math.Max(bar.Value, share));
            bar.Value = 1;
            return result;
        });
    }
}
