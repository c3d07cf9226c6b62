using System.Globalization;

namespace Inventory.Tests;

/// <summary>Variables of the environment that make tests longer than the suite has time for.</summary>
internal static class TestSettings
{
    private static readonly int Times = Read("INVENTORY_TRIALS", 1);

    /// <summary>How often a test of crashes and races tries: so often in the suite, and <c>INVENTORY_TRIALS</c> times as often if that is set.</summary>
    public static int Trials(int inSuite) => inSuite * Times;

    public static int Read(string name, int byDefault) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : byDefault;
}
