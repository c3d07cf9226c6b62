using Inventory.Domain.Users;
using Inventory.Grains.Users;
using Inventory.Storage;

namespace Inventory.Tests.Grains.Users;

public sealed class ApiKeyGrainTests(GrainFixture fixture) : UserTest(fixture)
{
    [Fact]
    public async Task A_key_is_found_by_its_hash_until_it_is_revoked()
    {
        var keys = Grains.GetApiKeys();
        var key = new ApiKey { Id = Guid.NewGuid(), Name = Name, Scopes = ["events", "resources"], Created = TimeProvider.System.Now(), Hash = "hash" };
        Assert.Equal(AddApiKeyResult.Added, await keys.Add(key));
        Assert.Equal(AddApiKeyResult.NameTaken, await keys.Add(key with { Id = Guid.NewGuid() }));
        await Cluster.DeactivateAsync(keys);
        Assert.Equal("events resources", string.Join(' ', (await keys.Find(key.Id, "hash"))!.Scopes));
        Assert.Contains(await keys.List(), k => k.Id == key.Id);
        Assert.Null(await keys.Find(key.Id, "other"));
        Assert.True(await keys.Revoke(key.Id));
        Assert.False(await keys.Revoke(key.Id));
        Assert.Null(await keys.Find(key.Id, "hash"));
    }

    [Fact]
    public async Task Who_guesses_waits_and_who_comes_from_elsewhere_does_not()
    {
        var guard = Grains.GetLoginThrottle(Name, "192.0.2.1");
        for (var i = 0; i < LoginAttempts.Free; i++)
            Assert.Equal(TimeSpan.Zero, await guard.Enter());
        Assert.True(await guard.Enter() > TimeSpan.Zero);
        Assert.True(await Grains.GetLoginThrottle(Name.ToUpperInvariant(), "192.0.2.1").Enter() > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, await Grains.GetLoginThrottle(Name, "192.0.2.2").Enter());
        await guard.Succeed();
        Assert.Equal(TimeSpan.Zero, await guard.Enter());
    }
}
