using System.Globalization;
using System.Text;

namespace Inventory.Domain.Users;

/// <summary>What a username may be: what people can read and type. It begins and ends with no white space.</summary>
public static class Usernames
{
    public const int MaxLength = 50;

    /// <summary>What is wrong with it, as the end of a sentence; <c>null</c> when nothing is.</summary>
    public static string? Fault(string username)
    {
        if (username.Length > 0 && (char.IsWhiteSpace(username[0]) || char.IsWhiteSpace(username[^1])))
            return "begins or ends with white space";
        foreach (var rune in username.EnumerateRunes())
            if (IsInvisible(rune))
                return "has a character that cannot be seen";
        return null;
    }

    // Two names that look the same to people are to be the same.
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or
        UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || (Rune.IsWhiteSpace(rune) && rune.Value != ' ');
}
