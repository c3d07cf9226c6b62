using System.Globalization;
using System.Text.Json.Serialization;

namespace Inventory.Domain.Pricing;

/// <summary>
/// An amount in the smallest unit of an ISO 4217 currency: 1234 of EUR are 12.34. The API writes it as a decimal string.
/// Overflow and mixed currencies throw.
/// </summary>
[GenerateSerializer, Immutable, Alias("inventory.money")]
public readonly record struct Money(long MinorUnits, string Currency) : IComparable<Money>
{
    /// <summary>No real price is longer.</summary>
    private const int MaxDigits = 15;

    [JsonIgnore]
    public bool IsZero => MinorUnits == 0;

    public static Money Zero(string currency) => new(0, currency);

    /// <summary>Accepts an optional minus, digits, and at most the currency's number of decimal places.</summary>
    public static bool TryParse(string? text, string currency, out Money money)
    {
        money = Zero(currency);
        var digits = text is ['-', .. var rest] ? rest : text ?? "";
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var (whole, fraction) = point < 0 ? (digits, "") : (digits[..point], digits[(point + 1)..]);
        var decimals = Currencies.DecimalsOf(currency);
        if (whole.Length is 0 or > MaxDigits || fraction.Length > decimals || (point >= 0 && fraction.Length == 0) || !(whole + fraction).All(char.IsAsciiDigit))
            return false;
        if (!long.TryParse(whole + fraction.PadRight(decimals, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out var units))
            return false;
        money = new(text![0] == '-' ? -units : units, currency);
        return true;
    }

    /// <summary>Rounds to the nearest unit, a half away from zero, as in commerce.</summary>
    public Money Scale(decimal factor) => new(decimal.ToInt64(decimal.Round(MinorUnits * factor, 0, MidpointRounding.AwayFromZero)), Currency);

    public int CompareTo(Money other) => MinorUnits.CompareTo(Same(this, other).MinorUnits);

    /// <summary>With all decimal places of the currency: 12.30.</summary>
    public override string ToString()
    {
        var decimals = Currencies.DecimalsOf(Currency);
        var digits = Int128.Abs(MinorUnits).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return (MinorUnits < 0 ? "-" : "") + (decimals == 0 ? digits : $"{digits[..^decimals]}.{digits[^decimals..]}");
    }

    public static Money operator +(Money left, Money right) => new(left.MinorUnits + Same(left, right).MinorUnits, left.Currency);

    public static Money operator -(Money left, Money right) => new(left.MinorUnits - Same(left, right).MinorUnits, left.Currency);

    public static Money operator -(Money money) => new(-money.MinorUnits, money.Currency);

    public static Money operator *(Money money, long times) => new(money.MinorUnits * times, money.Currency);

    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    private static Money Same(Money left, Money right) => left.Currency == right.Currency
        ? right
        : throw new InvalidOperationException($"Amounts in {left.Currency} and {right.Currency} have no sum and no order.");
}

public static class Currencies
{
    /// <summary>Currencies of ISO 4217 that do not have two decimal places.</summary>
    private static readonly Dictionary<string, int> Decimals = new(StringComparer.Ordinal)
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0,
        ["PYG"] = 0, ["RWF"] = 0, ["UGX"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3,
        ["CLF"] = 4, ["UYW"] = 4,
    };

    public static int DecimalsOf(string currency) => Decimals.GetValueOrDefault(currency, 2);

    /// <summary>Checks the form only: three capital letters.</summary>
    public static bool IsCode(string? currency) => currency is { Length: 3 } && currency.All(char.IsAsciiLetterUpper);
}
