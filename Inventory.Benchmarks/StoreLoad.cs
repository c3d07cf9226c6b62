using Inventory.Domain.Resources;
using Inventory.Storage;

namespace Inventory.Benchmarks;

/// <summary>Writers that allocate, on a thousand resources.</summary>
internal static class StoreLoad
{
    private const int Resources = 1_000;

    public static async Task RunAsync(IStore store)
    {
        var ids = Enumerable.Range(1, Resources).Select(_ => Guid.CreateVersion7()).ToArray();
        var versions = new long[Resources];
        for (var i = 0; i < Resources; i++)
            await CommitAsync(i, new ResourceEvent.ResourceCreated(new Resource { Id = ids[i], Type = "Car", Name = $"car {i}", Created = default, Ordinal = i + 1, Version = 1 }));

        foreach (var writers in (int[])[1, 8, 32, 256, 1_000])
        {
            // Every writer has resources of its own, so that versions stay in order.
            var turns = new int[writers];
            var (perSecond, cpu) = await Measure.Rate(writers, writer =>
            {
                var resource = (writer + writers * turns[writer]++) % (Resources / writers * writers);
                return CommitAsync(resource, new ResourceEvent.Allocated(Samples.Allocation(versions[resource])));
            });
            Measure.Row(writers.Figure(), perSecond.Figure(), cpu.Figure(1));
        }

        async Task CommitAsync(int resource, ResourceEvent change)
        {
            var (at, version) = (TimeProvider.System.Now(), ++versions[resource]);
            ResourceEvent stamped = change switch
            {
                ResourceEvent.ResourceCreated created => new ResourceEvent.ResourceCreated(created.Resource with { Created = at }),
                ResourceEvent.Allocated allocated => new ResourceEvent.Allocated(allocated.Allocation with { Created = at, Version = version }),
                _ => change,
            };
            var status = await store.CommitAsync(new Commit { ResourceId = ids[resource], Version = version, Change = stamped, At = at, StateDigest = version });
            if (status != CommitStatus.Committed)
                throw new InvalidOperationException($"A commit was {status}.");
        }
    }
}
