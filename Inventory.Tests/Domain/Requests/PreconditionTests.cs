using Inventory.Domain.Requests;

namespace Inventory.Tests.Domain.Requests;

public sealed class PreconditionTests
{
    [Fact]
    public void The_default_allows_every_version()
    {
        Assert.True(default(Precondition).Allows(0));
        Assert.True(default(Precondition).Allows(long.MaxValue));
    }

    [Theory]
    [InlineData(new long[0], 1, false), InlineData(new[] { 1L }, 1, true), InlineData(new[] { 1L }, 2, false), InlineData(new[] { 3L, 2L }, 2, true)]
    public void Otherwise_only_those_named_are_allowed(long[] versions, long version, bool isAllowed) =>
        Assert.Equal(isAllowed, new Precondition([.. versions]).Allows(version));
}
