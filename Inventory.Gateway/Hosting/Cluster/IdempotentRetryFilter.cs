using Inventory.Domain.Requests;
using Inventory.Grains.Resources;
using Orleans.Serialization.Invocation;

namespace Inventory.Gateway.Hosting.Cluster;

/// <summary>
/// What every call to a grain of ours passes through. A call that failed because a silo was lost may have had its effect: it is made again only if the request has
/// a key, by which the grain knows it again, and not for longer than a client would wait. All others are the client's to decide about.
/// </summary>
internal sealed partial class IdempotentRetryFilter(TimeProvider clock, ILogger<IdempotentRetryFilter> logger) : IOutgoingGrainCallFilter
{
    /// <summary>After this time since the first try it is not tried again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>So that who has lost a silo does not fall upon those that are left.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.InterfaceMethod.DeclaringType?.Assembly != typeof(IResourceGrain).Assembly)
        {
            await context.Invoke();
            return;
        }
        var begin = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks)))
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception e) when (IsLost(e) && HasKey(context.Request) && clock.GetElapsedTime(begin) < Patience)
            {
                LogAgain(context.MethodName, e.Message);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException("The call was given up before it reached its grain.", e);
            }
            // Not at the same moment as all others.
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), clock);
        }
    }

    /// <summary>
    /// A grain could not be reached: its silo died, or stops, or nobody is there. The outcome of the call is unknown. A cancellation is the runtime's own, for no call
    /// of ours has a token: a silo gives up a call that cannot be placed before its time is over.
    /// </summary>
    private static bool IsLost(Exception fault) => fault is OrleansException or TimeoutException or OperationCanceledException;

    private static bool HasKey(IInvokable call)
    {
        for (var i = 0; i < call.GetArgumentCount(); i++)
            if (call.GetArgument(i) is IIdempotentRequest { Key: not null })
                return true;
        return false;
    }

    [LoggerMessage(LogLevel.Information, "{Method} is called again with its key: {Reason}")]
    private partial void LogAgain(string method, string reason);
}
