using System.Text;

namespace Inventory.Gateway.Feeds;

/// <summary>The lines of a calendar (RFC 5545, 3.1).</summary>
internal static class ContentLines
{
    private const int MaxOctets = 75;
    private const string LineBreak = "\r\n";
    private const string Fold = LineBreak + " ";

    /// <summary>Control characters have no place in a text, but for tabs and line feeds.</summary>
    public static string Clean(string text) => text.Any(IsRefused) ? string.Concat(text.Select(c => IsRefused(c) ? ' ' : c)) : text;

    /// <summary>Folds lines again at characters: Ical.Net may fold one that is two UTF-16 units, such as an emoji, in the middle.</summary>
    public static byte[] ToBytes(string calendar)
    {
        var folded = new StringBuilder(calendar.Length + 64);
        foreach (var line in calendar.Replace(Fold, "", StringComparison.Ordinal).Split(LineBreak, StringSplitOptions.RemoveEmptyEntries))
        {
            var octets = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (octets + rune.Utf8SequenceLength > MaxOctets)
                {
                    folded.Append(Fold);
                    octets = 1;
                }
                folded.Append(rune.ToString());
                octets += rune.Utf8SequenceLength;
            }
            folded.Append(LineBreak);
        }
        return Encoding.UTF8.GetBytes(folded.ToString());
    }

    private static bool IsRefused(char c) => char.IsControl(c) && c is not ('\t' or '\n' or '\r');
}
