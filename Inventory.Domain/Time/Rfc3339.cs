namespace Inventory.Domain.Time;

/// <summary>
/// RFC 3339, <c>yyyy-mm-ddThh:mm:ss[.f…][Z|±hh:mm]</c>. A time without an offset is read as UTC, because clients of InvSys send such times.
/// Written times end in <c>Z</c>. Nothing is cut off: after the sixth digit of a second come zeros alone. Years 1 to 9999 in UTC; no leap seconds.
/// </summary>
public static class Rfc3339
{
    public const string Expected =
        "has to be an RFC 3339 date and time, such as 2026-12-01T10:00:00Z: in UTC from year 1 to 9999, without leap seconds, and with up to six digits after the second";

    private const int SecondsEnd = 19;
    private const int MicrosecondDigits = 6;

    // The framework's parser accepts more than the standard (+0100, a point without digits), and reads a time without a date as year 1.
    public static bool TryParse(ReadOnlySpan<char> text, out Instant instant)
    {
        instant = default;
        if (text.Length < SecondsEnd
            || !TryParseDate(text, out var date)
            || text is not [_, _, _, _, _, _, _, _, _, _, 'T' or 't', _, _, ':', _, _, ':', ..]
            || !TryRead(text[11..13], 23, out var hour) || !TryRead(text[14..16], 59, out var minute) || !TryRead(text[17..19], 59, out var second)
            || !TryParseFraction(text[SecondsEnd..], out var fraction, out var rest)
            || !TryParseOffset(rest, out var offsetMinutes))
            return false;
        var seconds = (hour * 60L + minute - offsetMinutes) * 60 + second;
        instant = new(Instant.From(date).Microseconds + seconds * 1_000_000 + fraction);
        return instant >= Instant.FirstFinite && instant <= Instant.LastFinite;
    }

    private static bool TryParseDate(ReadOnlySpan<char> text, out DateTime date)
    {
        date = default;
        if (text is not [_, _, _, _, '-', _, _, '-', ..]
            || !TryRead(text[..4], 9999, out var year) || !TryRead(text[5..7], 12, out var month) || !TryRead(text[8..10], 31, out var day)
            || year < 1 || month < 1 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new(year, month, day, 0, 0, 0, DateTimeKind.Utc);
        return true;
    }

    private static bool TryParseFraction(ReadOnlySpan<char> text, out int microseconds, out ReadOnlySpan<char> rest)
    {
        microseconds = 0;
        rest = text;
        if (text is not ['.', ..])
            return true;
        var end = 1;
        for (; end < text.Length && char.IsAsciiDigit(text[end]); end++)
            if (end <= MicrosecondDigits)
                microseconds = microseconds * 10 + text[end] - '0';
            else if (text[end] != '0')
                return false;
        for (var digits = end - 1; digits < MicrosecondDigits; digits++)
            microseconds *= 10;
        rest = text[end..];
        return end > 1;
    }

    private static bool TryParseOffset(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text is [] or ['Z' or 'z'])
            return true;
        if (text is not ['+' or '-', _, _, ':', _, _] || !TryRead(text[1..3], 23, out var hours) || !TryRead(text[4..6], 59, out minutes))
            return false;
        minutes = (hours * 60 + minutes) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryRead(ReadOnlySpan<char> digits, int max, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            value = value * 10 + digit - '0';
        }
        return value <= max;
    }
}
