using System.Collections.Concurrent;
using Inventory.Domain.Resources;

namespace Inventory.Grains.Resources;

/// <summary>
/// The resources whose grains are in this process, as far as they are durable: what such a grain would answer to a reading. A grain is there from its loading on until it
/// drops what it has loaded, or ends. For any thread.
/// </summary>
public sealed class LocalResourceCache
{
    private readonly ConcurrentDictionary<Guid, PipelineState> _pages = new();

    /// <summary><c>null</c>: its grain has to be asked.</summary>
    public ResourceState? Find(Guid id) => _pages.TryGetValue(id, out var page) ? page.Durable : null;

    internal void Add(Guid id, PipelineState page) => _pages[id] = page;

    /// <summary>Removes this page, and no other that another activation may have put in its place.</summary>
    internal void Remove(Guid id, PipelineState page) => _pages.TryRemove(KeyValuePair.Create(id, page));
}
