using Inventory.Domain.Requests;
using Inventory.Domain.Users;
using Inventory.Grains.Users;
using Inventory.Storage;
using Inventory.Tests.Storage;

namespace Inventory.Tests.Grains.Users;

/// <summary>A test of the grains of users with the verbs that it speaks in. Each has names of its own.</summary>
[Collection(nameof(SharesGrains))]
public abstract class UserTest(GrainFixture fixture) : IDisposable
{
    protected string Name { get; } = $"ann {Guid.NewGuid():N}";

    protected MemoryStateStore States => fixture.States;

    protected GrainCluster Cluster => fixture.Cluster;

    protected IGrainFactory Grains => fixture.Cluster.Grains;

    /// <summary>The store obeys no more commands.</summary>
    public void Dispose()
    {
        States.IsDown = false;
        States.OnCommit = null;
        States.FailBeforeWrite(0);
        States.FailAfterWrite(0);
        GC.SuppressFinalize(this);
    }

    protected Task<RegisterUserResult> Register(string username, string? mail = null, Guid? id = null, IdempotencyKey? key = null) => Grains.GetUser(id ?? Guid.CreateVersion7()).Register(new()
    {
        Username = username,
        Mail = mail ?? $"{username.Replace(' ', '.')}@example.org",
        FirstName = "Ann",
        LastName = "Other",
        PasswordHash = "hash",
        Role = UserRole.Customer,
        Key = key,
    });

    /// <summary>A user, who has to be made.</summary>
    protected async Task<User> RegisteredAsync(string? username = null)
    {
        var result = await Register(username ?? Name);
        Assert.True(result.IsRegistered, $"{result.Status}");
        return result.User;
    }

    protected static Session Session(string hash, int seconds = 3_600) => new(hash, TimeProvider.System.Now(), new(TimeProvider.System.Now().Microseconds + seconds * 1_000_000L));
}
