namespace Inventory.Storage;

/// <summary>
/// Half of a store's connections, for pages of lists that may be long: whoever reads page after page leaves the other half to the reads that a resource waits for.
/// </summary>
internal static class ReadShare
{
    public static SemaphoreSlim Of(int connections) => new(Math.Max(1, connections / 2));

    public static async Task<T> ReadAsync<T>(this SemaphoreSlim share, Func<Task<T>> read, CancellationToken cancellation)
    {
        await share.WaitAsync(cancellation);
        try
        {
            return await read();
        }
        finally
        {
            share.Release();
        }
    }
}
