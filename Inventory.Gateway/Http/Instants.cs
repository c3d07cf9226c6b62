using System.Globalization;
using Inventory.Contracts;

namespace Inventory.Gateway.Http;

/// <summary>
/// Instants as text: RFC 3339. In, an offset is asked for by the standard and not by us: without one it is UTC, as clients of InvSys send it. Out, always <c>Z</c>, and a
/// fraction only when there is one. What is finer than a microsecond is cut off.
/// </summary>
public static class Instants
{
    public const string Expected = "has to be an RFC 3339 date and time, such as 2026-12-01T10:00:00Z";

    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    /// <summary>The digits of a fraction that <see cref="DateTime"/> knows.</summary>
    private const int FractionDigits = 7;

    private static readonly int FractionStart = "yyyy-MM-ddTHH:mm:ss.".Length;

    public static bool TryParse(string text, out Instant instant)
    {
        instant = default;
        // The longest that makes sense, with every digit of a nanosecond; what is longer is not worth a look.
        if (text.Length is < 19 or > 64 || text[10] is not ('T' or 't') || char.IsWhiteSpace(text[^1]))
            return false;
        var cut = WithoutFinestDigits(text.ToUpperInvariant());
        if (!DateTime.TryParseExact(cut, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc))
            return false;
        instant = Instant.From(utc);
        return true;
    }

    private static string WithoutFinestDigits(string text)
    {
        var end = FractionStart;
        if (text.Length <= FractionStart || text[FractionStart - 1] != '.')
            return text;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - FractionStart <= FractionDigits ? text : text.Remove(FractionStart + FractionDigits, end - FractionStart - FractionDigits);
    }
}
