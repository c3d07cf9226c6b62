using Microsoft.Extensions.Options;

namespace Inventory.LocalRuntime;

/// <summary>Checks the ranges that <see cref="LocalRuntimeOptions"/> documents.</summary>
internal sealed class LocalRuntimeOptionsValidator : IValidateOptions<LocalRuntimeOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Most = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, LocalRuntimeOptions options)
    {
        ValidateOptionsResultBuilder result = new();
        if (options.ResponseTimeout < Least || options.ResponseTimeout > Most)
            result.AddError($"is {options.ResponseTimeout}; it must be from {Least} to {Most}.", nameof(options.ResponseTimeout));
        if (options.CollectionQuantum < Least || options.CollectionQuantum > Most)
            result.AddError($"is {options.CollectionQuantum}; it must be from {Least} to {Most}.", nameof(options.CollectionQuantum));
        if (options.CollectionAge < options.CollectionQuantum)
            result.AddError($"is {options.CollectionAge}; it must be at least the CollectionQuantum.", nameof(options.CollectionAge));
        return result.Build();
    }
}
