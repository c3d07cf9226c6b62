namespace Inventory.Domain.Policies;

/// <param name="Path">Of the member, such as <c>hours/weekly/mo/0</c>; empty for the whole policy.</param>
/// <param name="Text">What it has to be.</param>
public sealed record PolicyFault(string Path, string Text);
