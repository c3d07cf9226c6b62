using System.Globalization;
using Microsoft.Extensions.Options;

namespace Inventory.Configuration;

/// <summary>Names every limit that is beyond its range.</summary>
public sealed class LimitsOptionsValidator : IValidateOptions<LimitsOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        List<string> faults = [];
        Check(nameof(options.Alternatives), options.Alternatives, 0, 100);
        Check(nameof(options.Conflicts), options.Conflicts, 1, 10_000);
        Check(nameof(options.Slots), options.Slots, 1, 1_000_000);
        Check(nameof(options.HoldSeconds), options.HoldSeconds, 1, 31_536_000);
        Check(nameof(options.KeySeconds), options.KeySeconds, 60, 2_592_000);
        Check(nameof(options.Listeners), options.Listeners, 0, 20_000);
        Check(nameof(options.FeedBytesPerSecond), options.FeedBytesPerSecond, 1_048_576, int.MaxValue);
        Check(nameof(options.FeedSeconds), options.FeedSeconds, 60, LimitsOptions.MostFeedSeconds);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(string limit, long value, long least, long most)
        {
            if (value < least || value > most)
                faults.Add(string.Create(CultureInfo.InvariantCulture,
                    $"{LimitsOptions.Section}:{limit} is {value}; it has to be from {least} to {most}."));
        }
    }
}
