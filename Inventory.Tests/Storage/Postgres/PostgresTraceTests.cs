using System.Collections.Concurrent;
using System.Diagnostics;
using Inventory.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inventory.Tests.Storage.Postgres;

public sealed class PostgresTraceTests(PostgresFixture postgres)
{
    [Fact]
    public async Task What_a_caller_reads_is_in_its_trace()
    {
        PostgresTests.SkipIfMissing();
        var read = new ConcurrentBag<ActivityTraceId>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => read.Add(span.TraceId),
        };
        ActivitySource.AddActivityListener(listener);
        var database = await postgres.RentStoreAsync();
        await using (var store = await PostgresStore.OpenAsync(new() { ConnectionString = database }, TimeProvider.System, NullLogger<PostgresStore>.Instance))
        {
            using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
            Assert.Null(await store.LoadResourceAsync(Guid.CreateVersion7(), CancellationToken.None));
            Assert.Contains(request.TraceId, read);
        }
        await postgres.ReturnStoreAsync(database);
    }
}
