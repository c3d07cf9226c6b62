namespace Inventory.Contracts;

/// <summary>What the value of a declared attribute is in JSON.</summary>
public enum AttributeType
{
    String = 1,

    /// <summary>A number without a fraction that every reader of JSON knows exactly: ±9007199254740991 at most (RFC 7493, 2.2).</summary>
    Integer = 2,

    /// <summary>Read as a double.</summary>
    Number = 3,

    Boolean = 4,

    /// <summary>A string that is a moment; see <see cref="Instants"/>.</summary>
    DateTime = 5,
}
