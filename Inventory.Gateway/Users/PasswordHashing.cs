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
    private readonly string _dummyHash;

    // An address has half of the processors, so that one that sends many leaves room for others.
    private readonly PartitionedRateLimiter<Turn> _turns = PartitionedRateLimiter.Create<Turn, Turn>(turn => turn.Address is null
        ? Bounded(turn, Environment.ProcessorCount, MaxWaiting * Environment.ProcessorCount)
        : Bounded(turn, Math.Max(1, Environment.ProcessorCount / 2), MaxWaiting));

    public PasswordHashing(IOptions<PasswordHasherOptions> options)
    {
        _hasher = new(options);
        _dummyHash = _hasher.HashPassword(null!, Guid.NewGuid().ToString());
    }

    /// <exception cref="TimeoutException">Too many wait, of all addresses or of this one.</exception>
    public Task<string> HashAsync(string password, string address, CancellationToken cancellation) =>
        RunAsync(isNew: true, address, () => _hasher.HashPassword(null!, password), cancellation);

    /// <summary>Without a hash, because there is no such user, this takes as long, and the answer is false. A hash that is weaker than those of today comes back renewed.</summary>
    /// <exception cref="TimeoutException">Too many wait, of all addresses or of this one.</exception>
    public Task<(bool IsRight, string? Renewed)> VerifyAsync(string? hash, string password, string address, CancellationToken cancellation) => RunAsync(isNew: false, address, () =>
    {
        var result = _hasher.VerifyHashedPassword(null!, hash ?? _dummyHash, password);
        var isRight = hash is not null && result != PasswordVerificationResult.Failed;
        return (isRight, isRight && result == PasswordVerificationResult.SuccessRehashNeeded ? _hasher.HashPassword(null!, password) : null);
    }, cancellation);

    public void Dispose() => _turns.Dispose();

    private static RateLimitPartition<Turn> Bounded(Turn key, int running, int waiting) =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new() { PermitLimit = running, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    private async Task<T> RunAsync<T>(bool isNew, string address, Func<T> work, CancellationToken cancellation)
    {
        using var ofAddress = await TakeAsync(new(isNew, address), cancellation);
        using var ofAll = await TakeAsync(new(isNew, Address: null), cancellation);
        return await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private async Task<RateLimitLease> TakeAsync(Turn turn, CancellationToken cancellation)
    {
        var lease = await _turns.AcquireAsync(turn, 1, cancellation);
        return lease.IsAcquired ? lease : throw new TimeoutException("Too many passwords wait to be hashed.");
    }

    /// <summary>New hashes and known ones wait in two queues; without an address, it is that of all addresses.</summary>
    private readonly record struct Turn(bool IsNew, string? Address);
}
