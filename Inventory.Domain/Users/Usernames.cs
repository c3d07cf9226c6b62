using System.Globalization;
using System.Text;

namespace Inventory.Domain.Users;

public static class Usernames
{
    public const int MaxLength = 50;

    /// <summary>Returns the end of a sentence; <c>null</c> if the name is valid.</summary>
    public static string? Fault(string username)
    {
        if (username.Length > 0 && (char.IsWhiteSpace(username[0]) || char.IsWhiteSpace(username[^1])))
            return "begins or ends with white space";
        foreach (var rune in username.EnumerateRunes())
            if (IsInvisible(rune))
                return "has a character that cannot be seen";
        return null;
    }

    // Names that look the same must be the same.
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or
        UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || (Rune.IsWhiteSpace(rune) && rune.Value != ' ');
}
