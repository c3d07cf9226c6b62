namespace Inventory.Domain.Allocations.Timelines;

/// <summary>The left part lies wholly before the right one; their heights differ by at most 1.</summary>
internal sealed class Branch : Node
{
    public Branch(Node left, Node right)
    {
        (Left, Right) = (left, right);
        (From, To) = (left.From, right.To);
        Height = Math.Max(left.Height, right.Height) + 1;
        LongestGap = Math.Max(GapBetween(left.To, right.From), Math.Max(left.LongestGap, right.LongestGap));
    }

    public Node Left { get; }

    public Node Right { get; }

    public override int Height { get; }

    public override Instant From { get; }

    public override Instant To { get; }

    public override long LongestGap { get; }

    // Between the two parts it goes right, so that only the last leaf of all grows at its end.
    public override Node Insert(Allocation allocation) =>
        allocation.Interval.From < Left.To ? Balance(Left.Insert(allocation), Right) : Balance(Left, Right.Insert(allocation));

    public override Node? Remove(Allocation allocation)
    {
        var isLeft = allocation.Interval.From < Left.To;
        var left = isLeft ? Left.Remove(allocation) : Left;
        var right = isLeft ? Right : Right.Remove(allocation);
        return (left, right) switch
        {
            (null, _) => right,
            (_, null) => left,
            // Half full, so that the next insertion does not split it again.
            (Leaf l, Leaf r) when l.Items.Length + r.Items.Length <= Leaf.Capacity / 2 => new Leaf([.. l.Items, .. r.Items]),
            _ => Balance(left, right),
        };
    }

    public override void Collect(Interval window, int limit, List<Allocation> found)
    {
        if (Left.To > window.From)
            Left.Collect(window, limit, found);
        if (found.Count < limit && Right.From < window.To)
            Right.Collect(window, limit, found);
    }

    private static Branch Balance(Node left, Node right) => (left.Height - right.Height) switch
    {
        > 1 => Rotate((Branch)left, right),
        < -1 => Rotate(left, (Branch)right),
        _ => new Branch(left, right),
    };

    private static Branch Rotate(Branch left, Node right) =>
        left.Left.Height >= left.Right.Height
            ? new Branch(left.Left, new Branch(left.Right, right))
            : left.Right is Branch middle
                ? new Branch(new Branch(left.Left, middle.Left), new Branch(middle.Right, right))
                : throw new System.Diagnostics.UnreachableException();

    private static Branch Rotate(Node left, Branch right) =>
        right.Right.Height >= right.Left.Height
            ? new Branch(new Branch(left, right.Left), right.Right)
            : right.Left is Branch middle
                ? new Branch(new Branch(left, middle.Left), new Branch(middle.Right, right.Right))
                : throw new System.Diagnostics.UnreachableException();
}
