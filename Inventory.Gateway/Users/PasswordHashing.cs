using Inventory.Domain.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Users;

/// <summary>Hashes as ASP.NET Core Identity does: PBKDF2, HMAC-SHA512, salted. A hash takes 0.1 s of a processor, so only one per processor runs at a time.</summary>
public sealed class PasswordHashing : IDisposable
{
    /// <summary>The OWASP cheat sheet on password storage asks for this (2023).</summary>
    public const int Iterations = 210_000;

    // More would wait for longer than people do.
    private const int MaxWaitingPerProcessor = 64;

    private readonly PasswordHasher<User> _hasher;
    private readonly SemaphoreSlim _free = new(Environment.ProcessorCount);
    private readonly string _dummyHash;
    private int _waiting;

    public PasswordHashing(IOptions<PasswordHasherOptions> options)
    {
        _hasher = new(options);
        _dummyHash = _hasher.HashPassword(null!, Guid.NewGuid().ToString());
    }

    public Task<string> HashAsync(string password, CancellationToken cancellation) => RunAsync(() => _hasher.HashPassword(null!, password), cancellation);

    /// <summary>Without a hash, because there is no such user, this takes as long, and the answer is false.</summary>
    public async Task<bool> IsRightAsync(string? hash, string password, CancellationToken cancellation) =>
        await VerifyAsync(hash, password, cancellation) != PasswordVerificationResult.Failed;

    /// <summary>As <see cref="IsRightAsync"/>; a hash that is weaker than those of today wants to be renewed.</summary>
    public Task<PasswordVerificationResult> VerifyAsync(string? hash, string password, CancellationToken cancellation) => RunAsync(
        () => _hasher.VerifyHashedPassword(null!, hash ?? _dummyHash, password) is var result && hash is null ? PasswordVerificationResult.Failed : result, cancellation);

    public void Dispose() => _free.Dispose();

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MaxWaitingPerProcessor * Environment.ProcessorCount)
                throw new TimeoutException("Too many passwords wait to be hashed.");
            await _free.WaitAsync(cancellation);
            try
            {
                return await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            finally
            {
                _free.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
