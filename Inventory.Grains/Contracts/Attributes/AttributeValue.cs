using System.Globalization;

namespace Inventory.Contracts;

/// <summary>
/// A value that resources can be found by. Equal values are equal here, however they are written: 1.0 and 1, or a moment with this offset
/// and with that.
/// </summary>
/// <param name="Type">Of the value; an integer is a number.</param>
/// <param name="Text">The same for equal values.</param>
[GenerateSerializer, Immutable]
public readonly record struct AttributeValue(AttributeType Type, string Text)
{
    public static AttributeValue Of(string text) => new(AttributeType.String, text);

    // Adding zero makes one of the two zeros.
    public static AttributeValue Of(double number) =>
        new(AttributeType.Number, (number + 0.0).ToString("R", CultureInfo.InvariantCulture));

    public static AttributeValue Of(bool value) => new(AttributeType.Boolean, value ? "true" : "false");

    public static AttributeValue Of(Instant moment) =>
        new(AttributeType.DateTime, moment.Microseconds.ToString(CultureInfo.InvariantCulture));
}
