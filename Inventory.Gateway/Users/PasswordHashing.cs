using Inventory.Domain.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Users;

/// <summary>
/// Hashes passwords as ASP.NET Core Identity does: PBKDF2 with HMAC-SHA512 and a salt of its own for each. A hash takes a tenth of a second of a processor, so as many run at once as there
/// are processors, on threads of their own.
/// </summary>
public sealed class PasswordHashing : IDisposable
{
    /// <summary>What the OWASP cheat sheet on password storage asks for (2023).</summary>
    private const int Iterations = 210_000;

    /// <summary>Those beyond would wait for longer than people do.</summary>
    private const int MaxWaitingPerProcessor = 64;

    private readonly PasswordHasher<User> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private readonly SemaphoreSlim _free = new(Environment.ProcessorCount);
    private readonly string _nobodys;
    private int _waiting;

    public PasswordHashing() => _nobodys = _hasher.HashPassword(null!, Guid.NewGuid().ToString());

    /// <exception cref="TimeoutException">Too many wait.</exception>
    public Task<string> HashAsync(string password, CancellationToken cancellation) => RunAsync(() => _hasher.HashPassword(null!, password), cancellation);

    /// <param name="hash">What was made of the password; <c>null</c> where there is no user, which takes as long.</param>
    /// <param name="password">That was given.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TimeoutException">Too many wait.</exception>
    public Task<bool> IsRightAsync(string? hash, string password, CancellationToken cancellation) =>
        RunAsync(() => _hasher.VerifyHashedPassword(null!, hash ?? _nobodys, password) != PasswordVerificationResult.Failed && hash is not null, cancellation);

    public void Dispose() => _free.Dispose();

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MaxWaitingPerProcessor * Environment.ProcessorCount)
                throw new TimeoutException("More passwords wait to be hashed than can be in time.");
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
