namespace Inventory.Storage;

public static class KeptHistory
{
    /// <summary>As <see cref="IEventReader.ReadHistoryAsync"/>, but where the first events are in an archive that the reader does not have, it begins after those.</summary>
    /// <returns>Also the version after which it begins.</returns>
    public static async Task<(long After, IReadOnlyList<RecordedEvent> Events)> ReadKeptHistoryAsync(
        this IEventReader reader, Guid resource, long afterVersion, int limit, CancellationToken cancellation)
    {
        try
        {
            return (afterVersion, await reader.ReadHistoryAsync(resource, afterVersion, limit, cancellation));
        }
        catch (EventsArchivedException archived)
        {
            return (archived.Version, await reader.ReadHistoryAsync(resource, archived.Version, limit, cancellation));
        }
    }
}
