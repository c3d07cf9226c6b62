using System.Xml;

namespace Inventory.Domain.Time;

/// <summary>ISO 8601 durations of a microsecond or more, such as P1DT30M. Years and months are refused: their length varies.</summary>
public static class Durations
{
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        try
        {
            if (text is null || text.Split('T')[0].AsSpan().ContainsAny('Y', 'M'))
                return false;
            duration = text.EndsWith('W') && text.StartsWith('P') ? 7 * XmlConvert.ToTimeSpan($"{text[..^1]}D") : XmlConvert.ToTimeSpan(text);
            return duration >= TimeSpan.FromMicroseconds(1);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }
}
