using System.Globalization;
using System.Text;

namespace Inventory.Domain.Users;

/// <summary>
/// What can be a mail address. Which of them is one, only a mail can tell: so this asks for little, as the syntax of RFC 5321 allows much.
/// </summary>
public static class MailAddresses
{
    /// <summary>The longest path of RFC 5321 (256) without its brackets.</summary>
    public const int MaxLength = 254;

    /// <summary>Whether there is an @ with something on both sides, and nothing that could break a header.</summary>
    public static bool IsPlausible(string mail)
    {
        var at = mail.LastIndexOf('@');
        return at > 0 && at < mail.Length - 1 && mail.EnumerateRunes().All(rune => !Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format);
    }
}
