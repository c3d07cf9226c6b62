using Inventory.Domain.Time;
using Inventory.Domain.Users;

namespace Inventory.Tests.Domain.Users;

public sealed class LoginAttemptsTests
{
    private static readonly Instant Start = new(0);

    [Theory]
    [InlineData(0, 0), InlineData(4, 0), InlineData(5, 1), InlineData(6, 2), InlineData(7, 4), InlineData(10, 32), InlineData(14, 512), InlineData(15, 900), InlineData(int.MaxValue, 900)]
    public void Some_are_free_and_then_each_waits_twice_as_long_up_to_a_limit(int count, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new LoginAttempts(count, Start).Wait(Start));

    [Fact]
    public void A_wait_passes()
    {
        var attempts = new LoginAttempts(7, Start);
        Assert.Equal(TimeSpan.FromSeconds(1), attempts.Wait(new(3_000_000)));
        Assert.Equal(TimeSpan.Zero, attempts.Wait(new(4_000_000)));
        Assert.Equal(new(8, new(4_000_000)), attempts.Next(new(4_000_000)));
    }

    [Fact]
    public void In_a_day_an_address_has_fewer_than_200_guesses()
    {
        var (attempts, guesses) = (LoginAttempts.None, 0);
        for (var second = 0L; second < 86_400; second++)
        {
            var now = new Instant(second * 1_000_000);
            while (attempts.Wait(now) == TimeSpan.Zero)
                (attempts, guesses) = (attempts.Next(now), guesses + 1);
        }
        Assert.InRange(guesses, LoginAttempts.Free + 10, 199);
    }
}
