using System.Globalization;
using System.Text;

namespace Inventory.Domain.Users;

/// <summary>A loose check, because RFC 5321 allows much and only a mail can prove an address.</summary>
public static class MailAddresses
{
    /// <summary>The longest path in RFC 5321 (256) without its brackets.</summary>
    public const int MaxLength = 254;

    /// <summary>Requires an @ with text on both sides, and no character that could break a header.</summary>
    public static bool IsPlausible(string mail)
    {
        var at = mail.LastIndexOf('@');
        return at > 0 && at < mail.Length - 1 && mail.EnumerateRunes().All(rune => !Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format);
    }
}
