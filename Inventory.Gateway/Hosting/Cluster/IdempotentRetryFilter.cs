using Inventory.Grains.Resources;
using Orleans.Serialization.Invocation;

namespace Inventory.Gateway.Hosting.Cluster;

/// <summary>
/// Retries a call that failed because a silo was lost, within the time of its request. The call may have taken effect, so the request needs an idempotency key.
/// </summary>
internal sealed partial class IdempotentRetryFilter(TimeProvider clock, ILogger<IdempotentRetryFilter> logger) : IOutgoingGrainCallFilter
{
    // The pauses grow, so that the callers of a lost silo do not overload the others.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.InterfaceMethod.DeclaringType?.Assembly != typeof(IResourceGrain).Assembly)
        {
            await context.Invoke();
            return;
        }
        var begin = ClusterRequest.Begin ?? clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks)))
        {
            try
            {
                await InvokeAsync(context, Left());
                return;
            }
            catch (Exception e) when ((IsLost(e) || MayBeStopping(e, begin)) && HasKey(context.Request) && Left() > LongestPause)
            {
                LogRetry(context.MethodName, e.Message);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException("The call was cancelled before it reached its grain.", e);
            }
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), clock);
        }

        TimeSpan Left() => ClusterRequest.Longest - clock.GetElapsedTime(begin);
    }

    private Task InvokeAsync(IOutgoingGrainCallContext context, TimeSpan left)
    {
        if (left <= TimeSpan.Zero)
            throw new TimeoutException("The time of the request was over before all its calls were made.");
        var call = context.Invoke();
        // The runtime bounds a single call.
        return left > ClusterClient.Response ? call : call.WaitAsync(left, clock);
    }

    /// <summary>The outcome of the call is unknown. Our calls have no token, so a cancellation means that the runtime could not place the call in time.</summary>
    private static bool IsLost(Exception fault) => fault is OrleansException or TimeoutException or OperationCanceledException;

    /// <summary>A silo that stops has given up its lease, and another one has the resource a moment later. A database that is down is not waited for.</summary>
    private bool MayBeStopping(Exception fault, long begin) => fault is StoreUnavailableException && clock.GetElapsedTime(begin) < LongestPause;

    private static bool HasKey(IInvokable call)
    {
        for (var i = 0; i < call.GetArgumentCount(); i++)
            if (call.GetArgument(i) is IIdempotentRequest { Key: not null })
                return true;
        return false;
    }

    [LoggerMessage(LogLevel.Information, "Retrying {Method} with its idempotency key: {Reason}")]
    private partial void LogRetry(string method, string reason);
}
