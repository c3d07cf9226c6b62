using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Timelines;

namespace Inventory.Tests.Domain.Allocations;

/// <summary>The depth of the tree, which is what every operation costs. The worst an AVL tree may be is 1.44 times the logarithm of its leaves.</summary>
public sealed class TimelineHeightTests
{
    private const int Most = 40_000;

    public static TheoryData<string> Orders => ["forwards", "backwards", "at random", "a block and then backwards", "from both ends"];

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_tree_stays_flat_while_it_grows_and_while_it_shrinks(string order)
    {
        var random = new Random(Seed.Next());
        var numbers = InOrder(order, random);
        Node? root = null;
        for (var i = 0; i < Most; i++)
        {
            var next = One(numbers[i]);
            root = root is null ? new Leaf(next) : root.Insert(next);
            CheckHeight(root.Height, i + 1);
        }

        random.Shuffle(numbers);
        for (var left = Most - 1; left > 0; left--)
        {
            root = root!.Remove(One(numbers[left]));
            CheckHeight(root!.Height, left + 1);
        }
        Assert.Null(root!.Remove(One(numbers[0])));
    }

    [Theory]
    [InlineData(1), InlineData(32), InlineData(33), InlineData(1_000), InlineData(Most)]
    public void A_tree_that_is_flat_is_flat_after_most_of_one_side_is_removed(int kept)
    {
        Node? root = new Leaf(One(0));
        for (var i = 1; i < Most; i++)
            root = root!.Insert(One(i));
        for (var i = Most - 1; i >= kept; i--)
            root = root!.Remove(One(i));
        Assert.InRange(root!.Height, 0, 1.4405 * Math.Log2((kept / 16) + 2));
    }

    private static void CheckHeight(int height, int count)
    {
        // Leaves that are next to each other hold more than a quarter of their capacity between them.
        var limit = 1.4405 * Math.Log2((count / 4.0) + 2);
        if (height > limit)
            Assert.Fail($"The tree of {count} has a height of {height}; {limit:F1} is allowed.");
    }

    private static int[] InOrder(string order, Random random)
    {
        var numbers = Enumerable.Range(0, Most).ToArray();
        if (order == "backwards")
            Array.Reverse(numbers);
        else if (order == "at random")
            random.Shuffle(numbers);
        else if (order == "a block and then backwards")
            Array.Reverse(numbers, Leaf.Capacity, Most - Leaf.Capacity);
        else if (order == "from both ends")
            Array.Sort([.. numbers.Select(n => Math.Min(n, Most - 1 - n))], numbers);
        return numbers;
    }

    private static Allocation One(int number) => Sample.Allocation(number, 10 * number, (10 * number) + 5);
}
