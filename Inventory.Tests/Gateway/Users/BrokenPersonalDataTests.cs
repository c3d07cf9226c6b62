using Inventory.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static Inventory.Tests.Gateway.Security.SecuredGateway;

namespace Inventory.Tests.Gateway.Users;

public sealed class BrokenPersonalDataTests
{
    [Fact]
    public async Task Where_the_store_fails_on_the_way_no_part_is_taken_for_the_whole()
    {
        FailingReader reader = null!;
        await using var gateway = await InProcessGateway.StartAsync(
            services =>
            {
                reader = new((IEventReader)services.Last(service => service.ServiceType == typeof(IEventReader)).ImplementationInstance!);
                services.Replace(ServiceDescriptor.Singleton<IEventReader>(reader));
            },
            "--Inventory:Auth:Mode", "Required", "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", Password);
        await gateway.Client.RegisterAsync("ann");
        var token = (await gateway.Client.Post("/api/users/login", new { username = "ann", password = Password })).Expect(200)["token"].GetString()!;
        (await gateway.Client.Get("/api/users/me/data", As(token))).Expect(200);
        reader.IsBroken = true;
        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.Client.Get("/api/users/me/data", As(token)));
    }

    private sealed class FailingReader(IEventReader store) : IEventReader
    {
        public bool IsBroken { get; set; }

        public long LastSeq => store.LastSeq;

        public ValueTask<long> FindLastSeqAsync(CancellationToken cancellation) => store.FindLastSeqAsync(cancellation);

        public Task<long> FindArchivedSeqAsync(CancellationToken cancellation) => store.FindArchivedSeqAsync(cancellation);

        public Task<IReadOnlyList<ArchivedResource>> ListArchivedResourcesOfAsync(Guid user, CancellationToken cancellation) => store.ListArchivedResourcesOfAsync(user, cancellation);

        public Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(long afterSeq, int limit, CancellationToken cancellation) => store.ReadEventsAsync(afterSeq, limit, cancellation);

        public Task WaitForEventsAsync(long afterSeq, CancellationToken cancellation) => store.WaitForEventsAsync(afterSeq, cancellation);

        public Task<IReadOnlyList<RecordedEvent>> ReadHistoryAsync(Guid resource, long afterVersion, int limit, CancellationToken cancellation) =>
            store.ReadHistoryAsync(resource, afterVersion, limit, cancellation);

        public Task<IReadOnlyList<RecordedEvent>> ReadEventsOfAsync(Guid user, long afterSeq, int limit, CancellationToken cancellation) =>
            IsBroken ? throw new StoreUnavailableException("The disk is gone.") : store.ReadEventsOfAsync(user, afterSeq, limit, cancellation);
    }
}
