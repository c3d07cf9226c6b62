using Microsoft.Extensions.Logging;

namespace Inventory.LocalRuntime;

/// <summary>What the runtime reports because no caller would hear of it otherwise.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Grain} could not be activated.")]
    public static partial void ActivationFailed(this ILogger logger, Exception exception, GrainId grain);

    [LoggerMessage(2, LogLevel.Error, "{Grain} failed while it was deactivated.")]
    public static partial void DeactivationFailed(this ILogger logger, Exception exception, GrainId grain);

    [LoggerMessage(3, LogLevel.Warning, "A timer of {Grain} failed.")]
    public static partial void TimerFailed(this ILogger logger, Exception exception, GrainId grain);

    [LoggerMessage(4, LogLevel.Warning, "The host stopped waiting: {Count} grains are not deactivated.")]
    public static partial void StoppedWaiting(this ILogger logger, int count);
}
