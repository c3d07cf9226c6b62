using Inventory.Gateway.Users;

namespace Inventory.Tests.Gateway.Users;

public sealed class PasswordStrengthTests
{
    [Theory]
    [InlineData("aaaaaaaaa", true), InlineData("letmein!", true), InlineData("P@ssw0rd1", true), InlineData("qwertyuiop1", true), InlineData("geheim123", true)]
    [InlineData("ann.miller1", true), InlineData("ann@example.org", true), InlineData("bob.miller1", false)]
    [InlineData("correct horse battery", false), InlineData("Sommer2026!", false), InlineData("s3cretpass", false), InlineData("🐎🐎 battery", false)]
    public void What_is_guessed_at_once_is_no_password(string password, bool isGuessable) =>
        Assert.Equal(isGuessable, PasswordStrength.IsGuessable(password, "ann.miller", "ann@example.org", "", null));

    [Fact]
    public void A_long_one_is_judged_by_its_begin() => Assert.True(PasswordStrength.IsGuessable(new string('4', 128)));
}
