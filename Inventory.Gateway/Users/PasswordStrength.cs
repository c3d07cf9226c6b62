using Inventory.Domain.Users;

namespace Inventory.Gateway.Users;

public static class PasswordStrength
{
    /// <summary>Attackers who know the usual words, dates, keyboards and spellings need 2^8 guesses or fewer for what is refused.</summary>
    private const double MinEntropyBits = 8;

    // The estimate of a long text takes longer than its hash, and whoever begins so has chosen well.
    private const int MaxEstimated = 24;

    private static readonly Zxcvbn.Zxcvbn Estimator = new();
    private static readonly Lock Turn = new();

    /// <param name="password">Of any length.</param>
    /// <param name="known">What is known of the user: name, mail address.</param>
    public static bool IsGuessable(string password, params IEnumerable<string?> known)
    {
        if (Passwords.IsCommon(password))
            return true;
        var words = known.OfType<string>().SelectMany(text => text.Split('@').Prepend(text)).Where(text => text.Length > 2).ToList();
        if (words.Contains(password, StringComparer.OrdinalIgnoreCase))
            return true;
        // The package does not say that it is safe for threads.
        lock (Turn)
            return Estimator.EvaluatePassword(password[..Math.Min(password.Length, MaxEstimated)], words).Entropy < MinEntropyBits;
    }
}
