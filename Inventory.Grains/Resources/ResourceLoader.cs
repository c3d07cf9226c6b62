using Inventory.Grains.Metrics;
using Microsoft.Extensions.Logging;

namespace Inventory.Grains.Resources;

/// <summary>
/// Loads a resource for its grain. Once it is found damaged, no request reads it again: only a repair by hand can change that, and then a new
/// activation loads it.
/// </summary>
internal sealed partial class ResourceLoader(Guid id, IStore store, LocalResourceCache localResources, TimeSpan retention, GrainMetrics metrics, Func<Resource?, Task> whenLoaded, ILogger logger)
{
    private ResourceDamagedException? _damage;

    /// <exception cref="ResourceDamagedException">What is stored does not check. It is logged the first time.</exception>
    public async Task<PipelineState> LoadAsync()
    {
        if (_damage is { } known)
            throw new ResourceDamagedException(id, known.Version, known.Reason);
        try
        {
            var begin = metrics.Now;
            var stored = await store.LoadResourceAsync(id, CancellationToken.None);
            var current = new PipelineState(stored?.ToState(retention) ?? await LoadDeletedAsync(), stored?.Digest ?? 0);
            await whenLoaded(current.Head.Resource);
            localResources.Add(id, current);
            metrics.Loaded(begin);
            return current;
        }
        catch (ResourceDamagedException damage)
        {
            _damage = damage;
            LogDamaged(id, damage.Version, damage);
            throw;
        }
    }

    private async Task<ResourceState> LoadDeletedAsync()
    {
        var answers = await store.LoadAnswersOfDeletedAsync(id, CancellationToken.None);
        return ResourceState.None with { Idempotency = answers.Aggregate(IdempotencyRecords.Lasting(retention), static (all, answer) => all.Add(answer)) };
    }

    [LoggerMessage(LogLevel.Error, "Resource {Resource} is damaged (version {Version}) and not served. Restore a backup; other resources are served.")]
    private partial void LogDamaged(Guid resource, long? version, Exception damage);
}
