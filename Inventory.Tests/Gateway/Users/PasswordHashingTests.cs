using System.Buffers.Binary;
using Inventory.Gateway.Security;
using Inventory.Gateway.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Inventory.Tests.Gateway.Users;

public sealed class PasswordHashingTests
{
    /// <summary>The gateway that most tests share hashes less often.</summary>
    [Fact]
    public async Task A_password_is_hashed_210000_times_by_HMAC_SHA512()
    {
        var services = new ServiceCollection();
        services.AddUsers(new AuthOptions());
        await using var provider = services.BuildServiceProvider();
        var passwords = provider.GetRequiredService<PasswordHashing>();
        var hash = await passwords.HashAsync("correct horse battery", CancellationToken.None);
        // Identity's format: a version, the function, how often it is applied, the length of the salt, all big-endian.
        var bytes = Convert.FromBase64String(hash);
        Assert.Equal((1, 2u, 210_000u), (bytes[0], BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)), BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(5))));
        Assert.True(await passwords.IsRightAsync(hash, "correct horse battery", CancellationToken.None));
        Assert.False(await passwords.IsRightAsync(hash, "correct horse batter", CancellationToken.None));
    }
}
