namespace Inventory.Gateway.Api;

/// <summary>Lengths are in characters (Unicode code points). NUL is refused: not every store can hold it.</summary>
public static class TextValidation
{
    public static void Check(List<ValidationError> faults, string member, string? text, int min, int max)
    {
        var length = text is null ? 0 : text.Length <= max ? text.Length : text.EnumerateRunes().Count();
        if (text is null && min > 0)
            faults.Add(ValidationError.Member(member, $"{member} is missing."));
        else if (length < min && text is not null)
            faults.Add(ValidationError.Member(member, $"{member} is empty."));
        else if (length > max)
            faults.Add(ValidationError.Member(member, string.Create(CultureInfo.InvariantCulture, $"{member} has {length} characters; it may have {max}.")));
        else if (text is not null && text.Contains('\0', StringComparison.Ordinal))
            faults.Add(ValidationError.Member(member, $"{member} has a NUL character."));
    }
}
