using System.Threading.RateLimiting;
using Inventory.Domain.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Users;

/// <summary>Hashes as ASP.NET Core Identity does: PBKDF2, HMAC-SHA512, salted. A hash takes 0.1 s of a processor, so they wait their turn: new ones do not compete with logins, nor one address with others.</summary>
public sealed class PasswordHashing : IDisposable
{
    /// <summary>The OWASP cheat sheet on password storage asks for this (2023).</summary>
    public const int Iterations = 210_000;

    // More would wait for longer than people do.
    private const int MaxWaiting = 64;

    private readonly PasswordHasher<User> _hasher;
    private readonly PartitionedRateLimiter<string> _new = Queue();
    private readonly PartitionedRateLimiter<string> _known = Queue();
    private readonly string _dummyHash;

    public PasswordHashing(IOptions<PasswordHasherOptions> options)
    {
        _hasher = new(options);
        _dummyHash = _hasher.HashPassword(null!, Guid.NewGuid().ToString());
    }

    /// <exception cref="TimeoutException">Too many wait, of all addresses or of this one.</exception>
    public Task<string> HashAsync(string password, string address, CancellationToken cancellation) =>
        RunAsync(_new, address, () => _hasher.HashPassword(null!, password), cancellation);

    /// <summary>Without a hash, because there is no such user, this takes as long, and the answer is false. A hash that is weaker than those of today comes back renewed.</summary>
    /// <exception cref="TimeoutException">Too many wait, of all addresses or of this one.</exception>
    public Task<(bool IsRight, string? Renewed)> VerifyAsync(string? hash, string password, string address, CancellationToken cancellation) => RunAsync(_known, address, () =>
    {
        var result = _hasher.VerifyHashedPassword(null!, hash ?? _dummyHash, password);
        var isRight = hash is not null && result != PasswordVerificationResult.Failed;
        return (isRight, isRight && result == PasswordVerificationResult.SuccessRehashNeeded ? _hasher.HashPassword(null!, password) : null);
    }, cancellation);

    public void Dispose()
    {
        _new.Dispose();
        _known.Dispose();
    }

    // An address has half of the processors, so that one that sends many leaves room for others.
    private static PartitionedRateLimiter<string> Queue() => PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(address => Bounded(address, Math.Max(1, Environment.ProcessorCount / 2), MaxWaiting)),
        PartitionedRateLimiter.Create<string, string>(_ => Bounded("", Environment.ProcessorCount, MaxWaiting * Environment.ProcessorCount)));

    private static RateLimitPartition<string> Bounded(string key, int running, int waiting) =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new() { PermitLimit = running, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    private static async Task<T> RunAsync<T>(PartitionedRateLimiter<string> queue, string address, Func<T> work, CancellationToken cancellation)
    {
        using var turn = await queue.AcquireAsync(address, 1, cancellation);
        if (!turn.IsAcquired)
            throw new TimeoutException("Too many passwords wait to be hashed.");
        return await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }
}
