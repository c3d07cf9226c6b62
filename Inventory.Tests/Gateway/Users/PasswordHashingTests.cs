using System.Buffers.Binary;
using System.Text.Json;
using Inventory.Gateway.Security;
using Inventory.Gateway.Users;
using Inventory.Tests.Gateway.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

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
        var hash = await passwords.HashAsync("correct horse battery", "::1", CancellationToken.None);
        // Identity's format: a version, the function, how often it is applied, the length of the salt, all big-endian.
        var bytes = Convert.FromBase64String(hash);
        Assert.Equal((1, 2u, 210_000u), (bytes[0], BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)), BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(5))));
        Assert.Equal((true, null), await passwords.VerifyAsync(hash, "correct horse battery", "::1", CancellationToken.None));
        Assert.Equal((false, null), await passwords.VerifyAsync(hash, "correct horse batter", "::1", CancellationToken.None));
        Assert.Equal((false, null), await passwords.VerifyAsync(hash: null, "correct horse battery", "::1", CancellationToken.None));
    }

    [Fact]
    public async Task Many_registrations_of_one_address_wait_and_keep_nobody_else_waiting()
    {
        using var passwords = new PasswordHashing(Options.Create(new PasswordHasherOptions { IterationCount = PasswordHashing.Iterations }));
        var hash = await passwords.HashAsync("correct horse battery", "192.0.2.1", CancellationToken.None);
        using var flood = new CancellationTokenSource();
        var many = Enumerable.Range(0, 100).Select(_ => passwords.HashAsync("flood", "192.0.2.66", flood.Token)).ToList();
        // What is beyond the queue is refused at once, and not when it has waited.
        Assert.InRange(many.Count(one => one.IsFaulted), 1, 99);
        await passwords.HashAsync("another address", "192.0.2.2", CancellationToken.None);
        Assert.True((await passwords.VerifyAsync(hash, "correct horse battery", "192.0.2.66", CancellationToken.None)).IsRight);
        Assert.Contains(many, one => !one.IsCompleted);
        await flood.CancelAsync();
        await ((Task)Task.WhenAll(many)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task A_hash_of_weaker_times_is_renewed_at_the_next_login()
    {
        var iterations = 1;
        await using var gateway = await InProcessGateway.StartAsync(services => services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = iterations));
        await gateway.Client.RegisterAsync("ann");
        iterations = 2;
        await gateway.StopAsync();
        Assert.Equal(1u, Iterations());
        await gateway.StartAgainAsync();
        for (var login = 0; login < 2; login++)
            (await gateway.Client.Post("/api/users/login", new { username = "ann", password = SecuredGateway.Password })).Expect(200);
        await gateway.StopAsync();
        Assert.Equal(2u, Iterations());

        uint Iterations()
        {
            using var state = JsonDocument.Parse(Assert.Single(gateway.Query("SELECT json FROM state WHERE json LIKE '%\"username\":\"ann\"%'"))!);
            return BinaryPrimitives.ReadUInt32BigEndian(state.RootElement.GetProperty("password_hash").GetBytesFromBase64().AsSpan(5));
        }
    }
}
