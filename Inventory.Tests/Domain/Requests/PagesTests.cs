using Inventory.Domain.Requests;

namespace Inventory.Tests.Domain.Requests;

public sealed class PagesTests
{
    [Theory]
    [InlineData(0, 5, 1, 0, false)]
    [InlineData(5, 5, 1, 5, false)]
    [InlineData(6, 5, 1, 5, true)]
    [InlineData(6, 5, Pages.Bytes, 1, true)]
    [InlineData(1, 5, Pages.Bytes + 1, 1, false)]
    [InlineData(3, 5, Pages.Bytes / 2, 2, true)]
    [InlineData(3, 5, Pages.Bytes / 2 - 1, 3, false)]
    public void A_page_ends_at_the_limit_or_where_its_bytes_reach_theirs(int items, int limit, int bytes, int expected, bool hasMore)
    {
        var (page, more) = Enumerable.Range(0, items).Page(limit, _ => bytes);
        Assert.Equal(Enumerable.Range(0, expected), page);
        Assert.Equal(hasMore, more);
    }
}
